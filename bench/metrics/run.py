"""SSIM, PCC, RMSE and Jensen-Shannon of 2,277 spots x 3,467 genes: this project against the usual pandas script.

    mvn -q package -DskipTests
    mvn -q dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
    python3 bench/metrics/run.py all PYTHON [ROUNDS] [GENES_OF_THE_PEER]

runs both in turn and prints medians and the largest differences of the figures. The script needs minutes; where the machine is idle for shorter than that, its
metrics are measured one at a time, each between two runs of ours, and added up:

    python3 bench/metrics/run.py prepare FOLDER
    python3 bench/metrics/run.py window PYTHON FOLDER METRIC      for each METRIC of ssim, pcc, rmse, js, when the machine is idle
    python3 bench/metrics/run.py sum FOLDER

PYTHON has numpy, scipy and pandas; this script itself numpy and pandas.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
SPOTS, GENES = 2277, 3467
METRICS = ("ssim", "pcc", "rmse", "js")
root = HERE.parent.parent
classpath = f"{root}/target/classes:{(root / 'target/classpath').read_text()}"


def make(folder):
    """A hexagonal array of the size of a Visium section; genes with gradients, counts with noise, a prediction that knows half."""
    rng = np.random.default_rng(1)
    row, col = np.divmod(np.arange(78 * 64), 64)
    row, col = row[:SPOTS + 300], col[:SPOTS + 300]
    keep = np.sort(rng.choice(len(row), SPOTS, replace=False))  # holes in the tissue
    row, col = row[keep], 2 * col[keep] + row[keep] % 2
    field = np.sin(row / 9)[:, None] * rng.normal(size=GENES) + np.cos(col / 13)[:, None] * rng.normal(size=GENES)
    measured = np.log1p(rng.poisson(np.exp(rng.normal(0.5, 1, GENES) + 0.5 * field)))
    predicted = np.maximum(0, measured.mean(0) + 0.3 * field + rng.normal(0, 0.1, field.shape))
    for name, values, kind in (("measured.f32", measured, "<f4"), ("predicted.f32", predicted, "<f4"), ("row", row, "<i4"), ("col", col, "<i4")):
        np.asarray(values).astype(kind).tofile(folder / name)
    (folder / "genes").write_text(str(GENES))


def run(command):
    """Seconds of the operation, of the process, its peak in MB, its processor seconds."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return float(out.split()[-1]), time.perf_counter() - start, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def prepare(folder):
    folder.mkdir(parents=True, exist_ok=True)
    make(folder)
    subprocess.run(["javac", "-cp", classpath, "-d", folder, HERE / "MetricsBench.java"], check=True)


def ours(folder):
    inputs = [str(folder / f) for f in ("measured.f32", "predicted.f32", "row", "col")]
    return run(["java", "-XX:+UseSerialGC", "-Xmx512m", "-cp", f"{classpath}:{folder}", "org.heclip.evaluate.MetricsBench", *inputs, str(GENES), str(folder / "ours.tsv")])


def theirs(python, folder, genes, *metrics):
    return run([python, str(HERE / "peer.py"), str(folder), str(genes), *metrics])


def tell(folder, o, t, genes):
    print(f"operation: {o[0]:.2f} s / {t[0]:.1f} s: {t[0] / o[0]:.0f} x as fast; process: {o[1]:.2f} s / {t[1]:.1f} s")
    print(f"processor time of the process: {o[3]:.2f} s / {t[3]:.1f} s: {t[3] / o[3]:.0f} x; peak {o[2]:.0f} / {t[2]:.0f} MB")
    a, b = pd.read_csv(folder / "ours.tsv", sep="\t")[:genes], pd.concat([pd.read_csv(folder / f"peer.{m}.tsv", sep="\t") for m in METRICS], axis=1)
    a["rmse"] = np.sqrt(2 * (1 - a.pcc))  # what the RMSE of z-scores is: it says nothing that the PCC does not
    b["js"] = np.sqrt(b.js / np.log(2))  # divergence in nats to distance in bits
    for column in ("pcc", "rmse", "js"):
        print(f"{column}: largest difference {(a[column] - b[column]).abs().max():.1e}")
    print(f"ssim, windows against the whole section: medians {a.ssim.median():.3f} / {b.ssim.median():.3f}")


def median(runs):
    return [statistics.median(column) for column in zip(*runs)]


def everything(python, rounds, genes):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        runs = [(ours(folder), theirs(python, folder, genes)) for _ in range(rounds)]
        print(f"load {os.getloadavg()[0]:.1f}, {rounds} rounds, the peer on {genes} of {GENES} genes")
        tell(folder, *(median(side) for side in zip(*runs)), genes)


def window(python, folder, metric):
    """One metric of the peer between two runs of ours."""
    before = ours(folder)
    peer = theirs(python, folder, GENES, metric)
    line = {"metric": metric, "ours": [before, ours(folder)], "peer": peer, "load": os.getloadavg()[0]}
    with open(folder / "windows", "a") as f:
        f.write(json.dumps(line) + "\n")
    print(json.dumps(line))


def add_up(folder):
    windows = [json.loads(line) for line in (folder / "windows").read_text().splitlines()]
    by_metric = {metric: median([w["peer"] for w in windows if w["metric"] == metric]) for metric in METRICS}
    for metric, figures in by_metric.items():
        print(f"{metric}: {figures[0]:.1f} s by the clock")
    seconds, process, peak, processor = zip(*by_metric.values())
    tell(folder, median([run for w in windows for run in w["ours"]]), [sum(seconds), sum(process), max(peak), sum(processor)], GENES)


what, args = sys.argv[1], sys.argv[2:]
if what == "all":
    everything(args[0], int(args[1]) if len(args) > 1 else 3, int(args[2]) if len(args) > 2 else GENES)
elif what == "prepare":
    prepare(Path(args[0]))
elif what == "window":
    window(args[0], Path(args[1]), args[2])
else:
    add_up(Path(args[0]))
