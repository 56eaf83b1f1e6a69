"""Normalisation, log1p and highly variable genes over batches against scanpy: 4 x 5,000 spots x 36,601 genes, in turn, medians.

Usage: run.py CLASSPATH [ROUNDS [FOLDER]]      CLASSPATH = target/classes and commons-math3; scanpy 1.11.5 and scikit-misc in this Python. The sections
are drawn into FOLDER (default: one that is deleted afterwards) unless they are there.
Whole processes are started one after the other, ours and theirs in turn; each tells the seconds of its parts, files being read before.
"""
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
GENES, SPOTS = 36_601, 5_000


def simulate(folder):
    """Each spot draws its transcripts from one of twelve tissues, whose profiles differ a little between sections."""
    rng = np.random.default_rng(1)
    tissues = np.exp(rng.normal(0, 2.2, GENES) + rng.normal(0, 0.5, (12, GENES)))
    for b in range(4):
        profiles = tissues * np.exp(rng.normal(0, 0.2, GENES))
        steps = np.cumsum(profiles / profiles.sum(1, keepdims=True), axis=1)
        starts, genes, values = [0], [], []
        for tissue in rng.integers(len(tissues), size=SPOTS):
            drawn = np.searchsorted(steps[tissue], rng.random(int(6000 * np.exp(rng.normal(0, 0.4)))))
            at, count = np.unique(np.minimum(drawn, GENES - 1), return_counts=True)
            genes.append(at.astype(np.int32))
            values.append(count.astype(np.float32))
            starts.append(starts[-1] + len(at))
        np.array(starts, np.int32).tofile(folder / f"{b}.starts")
        np.concatenate(genes).tofile(folder / f"{b}.genes")
        np.concatenate(values).tofile(folder / f"{b}.values")
        print("section", b, starts[-1], "non-zeros", flush=True)


def measured(command):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    normalised, chosen, cpu, genes = out.splitlines()[-4:]
    return {"seconds": float(normalised) + float(chosen), "cpu": float(cpu), "peak": usage.ru_maxrss / 1024, "genes": genes.split()}


def main(classpath, rounds, kept):
    with tempfile.TemporaryDirectory() as made:
        folder = Path(kept or made)
        if not (folder / "3.values").exists():
            simulate(folder)
        subprocess.run(["javac", "-cp", classpath, "-d", made, str(HERE / "PreprocessingBench.java")], check=True)
        for flavour in ("seurat", "cell_ranger", "seurat_v3"):
            ours, theirs = [], []
            for _ in range(rounds):
                ours.append(measured(["java", "-Xmx4g", "-XX:+UseSerialGC", "-cp", f"{classpath}:{made}", "PreprocessingBench", str(folder), flavour]))
                theirs.append(measured([sys.executable, str(HERE / "peer.py"), str(folder), flavour]))
            stable = measured([sys.executable, str(HERE / "peer.py"), str(folder), flavour, "stable"])
            a, b, c, d = (statistics.median(run[what] for run in side) for what in ("seconds", "cpu") for side in (ours, theirs))
            peak = [max(run["peak"] for run in side) for side in (ours, theirs)]
            differ, differ_stable = (len(set(ours[0]["genes"]) ^ set(side["genes"])) for side in (theirs[0], stable))
            print(
                f"{flavour}: {a:.2f} / {b:.2f} s = {a / b:.2f}; processor time {c:.2f} / {d:.2f} s = {c / d:.2f}; "
                f"peak {peak[0]:.0f} / {peak[1]:.0f} MB; genes that differ: {differ}, from scanpy with a stable sort: {differ_stable}",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3, sys.argv[3] if len(sys.argv) > 3 else None)
