"""2,000 tiles of 224 px from whole slides: this project's reader against cv2.imread and slicing, whole processes in turn.

    mvn -q package -DskipTests
    python bench/slide/make.py IMAGE FOLDER      # with opencv, tifffile, imagecodecs
    python bench/slide/run.py PYTHON FOLDER [ROUNDS]

Two threads each. Java runs as the step `tile` does: its jar, the serial collector, a heap that is given, an archive of loaded classes (AppCDS). Prints medians: seconds of the operation, of the whole process, processor seconds, peak memory (MB), ours / theirs, and
how far the sums of all samples are apart (a pyramid's level is not its full resolution). The largest pyramids OpenCV cannot hold: ours alone.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
python, images, rounds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 3
root = HERE.parent.parent
jar = root / "target/steps/tile.jar"
# file, times that a tile is shrunk, heap in MB: blocks, or the whole image
ROWS = [
    ("strips_raw.tif", 1, 128),
    ("tiled_jpeg.tif", 1, 160),
    ("tiled_deflate.tif", 1, 160),
    ("pyramid.tif", 2, 160),
    ("strips_lzw.tif", 1, 160),
    ("baseline.jpg", 1, 700),
    ("plain.png", 1, 700),
    ("progressive.jpg", 1, 700),
    ("pyramid_60000.tif", 1, 160),
    ("pyramid_60000.tif", 2, 160),
    ("pyramid_100000.tif", 1, 160),
    ("pyramid_100000.tif", 2, 160),
]


def run(command):
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    total, seconds = out.split()
    return int(total), float(seconds), time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["javac", "-cp", jar, "-d", folder, HERE / "SlideBench.java"], check=True)
    subprocess.run(["jar", "cf", f"{folder}/bench.jar", "-C", folder, "SlideBench.class"], check=True)

    def java(archive, heap, arguments):
        return ["java", archive, f"-Xmx{heap}m", "-XX:+UseSerialGC", "-cp", f"{jar}:{folder}/bench.jar", "SlideBench", *arguments]

    for name, times, heap in ROWS:
        if not (images / name).exists():
            continue
        arguments = [str(images / name), "2000", str(times), "2"]
        archive = f"{folder}/{name}.jsa"
        subprocess.run(java(f"-XX:ArchiveClassesAtExit={archive}", heap, arguments), check=True, capture_output=True)
        commands = {"ours": java(f"-XX:SharedArchiveFile={archive}", heap, arguments), "theirs": [python, str(HERE / "peer.py")] + arguments}
        if name.startswith("pyramid_"):
            del commands["theirs"]
        found = {who: [] for who in commands}
        for _ in range(rounds):
            for who, command in commands.items():
                found[who].append(run(command))
        ours, *others = ([statistics.median(c) for c in zip(*found[who])] for who in commands)
        if not others:
            print("\t".join([f"{name} / {times}", *(f"{o:.2f}" for o in ours[1:])]), flush=True)
            continue
        theirs = others[0]
        columns = [f"{o:.2f} / {t:.2f} = {o / t:.2f}" for o, t in zip(ours[1:], theirs[1:])]
        print("\t".join([f"{name} / {times}", *columns, f"{ours[0] / theirs[0] - 1:.1e}"]), flush=True)
