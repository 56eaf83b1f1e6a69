"""SSIM, PCC, RMSE and Jensen-Shannon of 2,277 spots x 3,467 genes: this project against the usual pandas script, in turn.

    mvn -q package -DskipTests
    mvn -q dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
    python3 bench/metrics/run.py PYTHON [ROUNDS] [GENES_OF_THE_PEER]

PYTHON has numpy, scipy and pandas. Prints medians and the largest differences of the figures.
"""
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
python, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
subset = int(sys.argv[3]) if len(sys.argv) > 3 else GENES
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


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    make(folder)
    subprocess.run(["javac", "-cp", classpath, "-d", folder, HERE / "MetricsBench.java"], check=True)
    inputs = [str(folder / f) for f in ("measured.f32", "predicted.f32", "row", "col")]
    ours = ["java", "-XX:+UseSerialGC", "-Xmx512m", "-cp", f"{classpath}:{folder}", "org.heclip.evaluate.MetricsBench", *inputs, str(GENES), str(folder / "ours.tsv")]
    theirs = [python, str(HERE / "peer.py"), str(folder), str(subset)]
    found = {"ours": [], "theirs": []}
    for _ in range(rounds):
        found["ours"].append(run(ours))
        found["theirs"].append(run(theirs))
    o, t = ([statistics.median(column) for column in zip(*found[who])] for who in ("ours", "theirs"))
    print(f"load {os.getloadavg()[0]:.1f}, {rounds} rounds, the peer on {subset} of {GENES} genes")
    print(f"operation: {o[0]:.2f} s / {t[0]:.1f} s: {t[0] / o[0]:.0f} x as fast; process: {o[1]:.2f} s / {t[1]:.1f} s")
    print(f"processor time of the process: {o[3]:.2f} s / {t[3]:.1f} s: {t[3] / o[3]:.0f} x; peak {o[2]:.0f} / {t[2]:.0f} MB")
    a, b = (pd.read_csv(folder / f, sep="\t")[:subset] for f in ("ours.tsv", "peer.tsv"))
    a["rmse"] = np.sqrt(2 * (1 - a.pcc))  # what the RMSE of z-scores is: it says nothing that the PCC does not
    b["js"] = np.sqrt(b.js / np.log(2))  # divergence in nats to distance in bits
    for column in ("pcc", "rmse", "js"):
        print(f"{column}: largest difference {(a[column] - b[column]).abs().max():.1e}")
    print(f"ssim, windows against the whole section: medians {a.ssim.median():.3f} / {b.ssim.median():.3f}")
