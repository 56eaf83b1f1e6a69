"""h5ad files: this project's reader and writer against anndata and h5py, whole processes in turn.

    mvn -q package -DskipTests      # makes the jar
    mvn -q dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
    python3 bench/anndata/run.py PYTHON [ROUNDS] [TILES]

PYTHON has anndata. Prints medians: seconds of the operation, seconds and peak memory (MB) of the process, and their ratios.
Java runs as the steps do: the serial collector, a heap that is given, and an archive of loaded classes (AppCDS).
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
libraries = (root / "target/classpath").read_text()


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
    # only classes of jars go into the archive
    subprocess.run(["jar", "cf", f"{folder}/heclip.jar", "-C", f"{root}/target/classes", "."], check=True)
    classpath = f"{folder}/heclip.jar:{libraries}"
    subprocess.run(["javac", "-cp", classpath, "-d", folder, HERE / "AnnDataBench.java"], check=True)
    subprocess.run(["jar", "cf", f"{folder}/bench.jar", "-C", folder, "AnnDataBench.class"], check=True)

    def java(archive, heap, *arguments):
        # a matrix of 200 MB in a heap of 256: most of it must be of the old generation
        return ["java", archive, f"-Xmx{heap}m", "-XX:NewRatio=8", "-XX:+UseSerialGC", "-cp", f"{classpath}:{folder}/bench.jar", "AnnDataBench", *arguments]

    def ours(heap, *arguments):
        archive = f"{folder}/{arguments[0]}.jsa"
        if not os.path.exists(archive):
            subprocess.run(java(f"-XX:ArchiveClassesAtExit={archive}", heap, *arguments), check=True, capture_output=True)
        return java(f"-XX:SharedArchiveFile={archive}", heap, *arguments)

    def theirs(*arguments):
        return [python, str(HERE / "peer.py"), *arguments]

    subprocess.run(theirs("make", folder), check=True)
    print("operation\tseconds\tseconds of the process\tpeak MB (ours / theirs)")
    for compression in ["gzip", "None"]:
        path = f"{folder}/{compression}.h5ad"
        compare(f"read {compression}", ours(256, "read", path), theirs("read", path))
    compare(
        "write gzip",
        ours(256, "write", f"{folder}/None.h5ad", f"{folder}/ours.h5ad"),
        theirs("write", f"{folder}/None.h5ad", f"{folder}/theirs.h5ad"),
    )
    size = {who: os.path.getsize(f"{folder}/{who}.h5ad") / 1e6 for who in ["ours", "theirs"]}
    print(f"size of the written file\t{size['ours']:.1f} / {size['theirs']:.1f} MB")
    compare("2,000 genes", ours(256, "genes", f"{folder}/ours.h5ad"), theirs("genes", f"{folder}/ours.h5ad"))
    seconds = run(ours(512, "make-tiles", f"{folder}/tiles.h5ad", str(tile_count)))
    print(f"{tile_count} tiles written with a heap of 512 MB\t" + "\t".join(f"{v:.1f}" for v in seconds), flush=True)
    for operation in ["tiles", "further-tiles"]:
        compare(f"128 random {operation}", ours(256, operation, f"{folder}/tiles.h5ad"), theirs(operation, f"{folder}/tiles.h5ad"))
