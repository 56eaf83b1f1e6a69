"""Exact retrieval of the nearest training spots against faiss-cpu's IndexFlatIP, whole processes in turn.

    mvn -q package -DskipTests
    mvn -q dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
    python3 bench/retrieval/run.py PYTHON [ROUNDS] [N] [THREADS]

PYTHON has numpy and faiss-cpu. N references and N queries of 256 dimensions, 50 nearest each. Prints medians: seconds of the search (normalising
included), of the process, CPU seconds, peak memory (MB), ratios, and the share of neighbours that both found.
"""

import array
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
python = sys.argv[1]
rounds, n, threads = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((2, 3), (3, 100_000), (4, 2)))
DIMENSION, K = 256, 50
root = HERE.parent.parent
classpath = f"{root}/target/classes:{(root / 'target/classpath').read_text()}"


def run(command):
    """Seconds of the search, of the process, of its processors, and its peak in MB."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return float(out.split()[-1]), time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rows(path):
    values = array.array("i", path.read_bytes())
    return [set(values[at : at + K]) for at in range(0, len(values), K)]


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    subprocess.run(["javac", "-cp", classpath, "-d", folder, HERE / "RetrievalBench.java"], check=True)
    subprocess.run([python, HERE / "peer.py", "make", folder, str(n), str(DIMENSION)], check=True)
    data = [str(folder / "references.f32"), str(folder / "queries.f32"), str(DIMENSION), str(K), str(threads)]
    java = ["java", "-Xmx700m", "-XX:+UseSerialGC", "-cp", f"{classpath}:{folder}", "org.heclip.model.RetrievalBench"]
    found = {"ours": [], "theirs": []}
    for _ in range(rounds):
        found["ours"].append(run([*java, *data, str(folder / "ours.i32")]))
        found["theirs"].append(run([python, str(HERE / "peer.py"), "search", *data, str(folder / "theirs.i32")]))
    medians = {who: [statistics.median(column) for column in zip(*results)] for who, results in found.items()}
    print("search s\tprocess s\tCPU s\tpeak MB (ours / theirs)")
    print("\t".join(f"{o:.2f} / {t:.2f} = {o / t:.2f}" for o, t in zip(medians["ours"], medians["theirs"])))
    same = sum(len(a & b) for a, b in zip(rows(folder / "ours.i32"), rows(folder / "theirs.i32")))
    print(f"{same / (n * K):.6f} of the neighbours are the same")
