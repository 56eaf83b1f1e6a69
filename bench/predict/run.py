"""Positions of a large slide looked at per second, and peak memory, against a torch script with the same encoder, whole processes in turn.

    mvn -q package -DskipTests
    PYTHON bench/predict/make_slide.py H_AND_E_IMAGE slide.tif
    python3 bench/predict/run.py PYTHON slide.tif BUNDLE_FOLDER WEIGHTS.safetensors [POSITIONS] [ROUNDS] [SPACING_UM] [MPP]

PYTHON has torch, timm, tifffile, zarr, imagecodecs, opencv-python-headless and anndata. BUNDLE_FOLDER is an unpacked bundle whose encoder has
WEIGHTS (timm's names); the slide has MPP um per pixel. The grid covers the whole slide; POSITIONS of it, from its middle, are looked at by
both, those of ours by the step featurise: features and colours, and the encoder's stages
if the bundle's model looks at them (heclip_plus). Prints medians: seconds, processor seconds, peak MB, and how the mean feature differs.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
STEPS = HERE.parent.parent / "target/steps"
python, slide, bundle, weights = sys.argv[1:5]
count, rounds, spacing, mpp = (type(d)(sys.argv[i]) if len(sys.argv) > i else d for i, d in ((5, 2000), (6, 2), (7, 100.0), (8, 0.5)))


def run(command):
    """Output, seconds, processor seconds and peak MB of a process."""
    start = time.perf_counter()
    with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True) as process:
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return out, time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def step(name, heap, *options):
    natives = {"HECLIP_LIBTORCH": str(STEPS / "natives"), "HECLIP_JAVA_OPTS": f"-Xmx{heap}m -XX:+UseSerialGC"}
    os.environ.update(natives)
    return run([HERE.parent.parent / "bin/heclip", STEPS / f"{name}.jar", *options])


card = (Path(bundle) / "bundle.yml").read_text()
tile_px = int(re.search(r"px: (\d+)", card).group(1))
encoder, scale = (re.search(rf"encoder{key}: [\"']?(.+?)[\"']?$", (Path(bundle) / "model.yml").read_text(), re.M).group(1) for key in ("", "_scale"))
source_px = tile_px * float(re.search(r"mpp: ([\d.]+)", card).group(1)) / mpp
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    section = folder / "slide.h5ad"
    grid = step("grid", 1000, "--section", "slide", "--image", slide, "--mpp", mpp, "--bundle", bundle, "--layout", "square",
                "--spacing-um", spacing, "--min-tissue", 0, "--output", section, "--count", folder / "count")
    positions = int((folder / "count").read_text())
    print(f"grid of {positions} positions: {grid[1]:.1f} s, {grid[3]:.0f} MB", flush=True)
    first = max(0, positions // 2 - count // 2)
    results = {"ours": [], "theirs": []}
    for _ in range(rounds):
        results["ours"].append(step("featurise", 1000, "--bundle", bundle, "--section", section, "--image", slide, "--first", first,
                                    "--count", count, "--threads", 2, "--output", folder / "features.h5ad")[1:])
        out, *figures = run([python, HERE / "peer.py", section, slide, encoder, weights, scale, first, count, source_px, tile_px])
        results["theirs"].append(figures)
    mean = subprocess.run([python, "-c", "import anndata, sys; print(anndata.read_h5ad(sys.argv[1]).obsm['features'].mean())", folder / "features.h5ad"],
                          capture_output=True, text=True, check=True).stdout
    medians = {who: [statistics.median(column) for column in zip(*rows)] for who, rows in results.items()}
    print("process s\tCPU s\tpeak MB (ours / theirs)")
    print("\t".join(f"{o:.1f} / {t:.1f} = {o / t:.2f}" for o, t in zip(medians["ours"], medians["theirs"])))
    print(f"positions a second: {count / medians['ours'][0]:.1f} / {count / medians['theirs'][0]:.1f} (without its imports {count / float(out.split()[1]):.1f}); mean feature {float(mean):.6f} / {out.split()[-1]}")
