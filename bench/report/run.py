"""Seconds, peak memory and size of `summarise` and `report` for a made-up run of many sections, and how Chromium takes the page; there is no peer.

    python3 bench/report/make.py RESULTS FOLDER SECTIONS      once
    python3 bench/report/run.py FOLDER [HEAP_MB]              after ./nextfloww has built target/steps; the heap is that of step_medium by default
    python3 bench/report/open.py FOLDER/report.html
"""
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
folder, heap = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2150


def files(pattern):
    return sorted(map(str, folder.glob(pattern)))


def run(step, arguments):
    """The arguments by a file: as many do not fit a command line."""
    (folder / f"{step}.arguments").write_text("\n".join(arguments))
    start = time.perf_counter()
    process = subprocess.Popen(["java", f"-Xmx{heap}m", "-XX:+UseSerialGC", "-jar", ROOT / f"target/steps/{step}.jar", f"@{folder}/{step}.arguments"])
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    print(f"{step}: {time.perf_counter() - start:.1f} s, processor {usage.ru_utime + usage.ru_stime:.1f} s, peak {usage.ru_maxrss / 1024:.0f} MB", flush=True)


run("summarise", ["--evaluations", *files("evaluations/*"), "--output", f"{folder}/metrics"])
run("report", [
    "--metrics", f"{folder}/metrics", "--sections", *files("sections/*.h5ad"), "--predictions", *files("predictions/*/*.h5ad"), "--models", *files("models/*/*"),
    "--qc", *files("qc/*.tsv"), "--parameters", f"{folder}/params.json", "--versions-file", f"{folder}/versions.yml", "--audit", f"{folder}/audit.tsv",
    "--multiqc", f"{folder}/multiqc", "--tables", f"{folder}/tables", "--title", '"Many sections"', "--output", f"{folder}/report.html",
])
rows = sum(1 for _ in open(folder / "metrics/genes.tsv")) - 1
print(f"{len(files('sections/*.h5ad'))} sections, {len(files('evaluations/*'))} evaluations, {rows / 1e6:.2f} million rows of genes; page {os.path.getsize(folder / 'report.html') / 1e6:.1f} MB")
