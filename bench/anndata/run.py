"""h5ad files: this project's reader and writer against anndata and h5py, whole processes in turn.

    mvn -q package -DskipTests
    mvn -q dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
    python3 bench/anndata/run.py PYTHON [ROUNDS] [TILES]

PYTHON has anndata. Prints medians: seconds of the operation, seconds and peak memory (MB) of the process, and their ratios.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
python, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
tile_count = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
root = HERE.parent.parent
classpath = f"{root}/target/classes:{(root / 'target/classpath').read_text()}"


def run(command):
    """Seconds of the operation, of the process, and its peak in MB."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return float(out.split()[-1]) if out else 0, time.perf_counter() - start, usage.ru_maxrss / 1024


def compare(name, ours, theirs):
    found = {"ours": [], "theirs": []}
    for _ in range(rounds):
        found["ours"].append(run(ours))
        found["theirs"].append(run(theirs))
    medians = {who: [statistics.median(column) for column in zip(*results)] for who, results in found.items()}
    print(f"{name}\t" + "\t".join(f"{o:.3f} / {t:.3f} = {o / t:.2f}" for o, t in zip(medians["ours"], medians["theirs"])), flush=True)


with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["javac", "-cp", classpath, "-d", folder, HERE / "AnnDataBench.java"], check=True)
    java = ["java", "-XX:+UseSerialGC", "-cp", f"{classpath}:{folder}"]

    def ours(heap, *arguments):
        return [java[0], f"-Xmx{heap}m", *java[1:], "AnnDataBench", *arguments]

    def theirs(*arguments):
        return [python, str(HERE / "peer.py"), *arguments]

    subprocess.run(theirs("make", folder), check=True)
    print("operation\tseconds\tseconds of the process\tpeak MB (ours / theirs)")
    for compression in ["gzip", "None"]:
        path = f"{folder}/{compression}.h5ad"
        compare(f"read {compression}", ours(512, "read", path), theirs("read", path))
    compare(
        "write gzip",
        ours(512, "write", f"{folder}/None.h5ad", f"{folder}/ours.h5ad"),
        theirs("write", f"{folder}/None.h5ad", f"{folder}/theirs.h5ad"),
    )
    size = {who: os.path.getsize(f"{folder}/{who}.h5ad") / 1e6 for who in ["ours", "theirs"]}
    print(f"size of the written file\t{size['ours']:.1f} / {size['theirs']:.1f} MB")
    compare("2,000 genes", ours(256, "genes", f"{folder}/ours.h5ad"), theirs("genes", f"{folder}/ours.h5ad"))
    seconds = run(ours(512, "make-tiles", f"{folder}/tiles.h5ad", str(tile_count)))
    print(f"{tile_count} tiles written with a heap of 512 MB\t" + "\t".join(f"{v:.1f}" for v in seconds), flush=True)
    compare("128 random tiles", ours(512, "tiles", f"{folder}/tiles.h5ad"), theirs("tiles", f"{folder}/tiles.h5ad"))
