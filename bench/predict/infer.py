"""Prediction and peak memory of a whole slide's positions, from made-up features in files as featurise writes them.

    mvn -q package -DskipTests
    PYTHON bench/predict/infer.py SECTION.h5ad BUNDLE_FOLDER [PART]

PYTHON has anndata. SECTION is a grid (step grid) over a slide, BUNDLE_FOLDER an unpacked bundle of a model with a frozen encoder; PART positions
a file (10,000). Features are drawn anew for each position around those of the training tiles. Prints seconds, processor seconds and peak MB of infer.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import anndata
import numpy as np
from safetensors.numpy import load_file

WIDTHS = {"resnet18": (64, 128, 256, 512), "resnet50": (256, 512, 1024, 2048), "efficientnet_lite0": (16, 24, 40, 80, 112, 192, 320)}
ROOT = Path(__file__).parent.parent.parent
section, bundle = sys.argv[1], Path(sys.argv[2])
part = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
card = (bundle / "model.yml").read_text()
keys = {key: re.search(rf"^{key}: [\"']?(.+?)[\"']?$", card, re.M).group(1) for key in ("encoder", "encoder_weights", "encoder_scale")}
domain = load_file(bundle / "domain.safetensors")
positions = anndata.read_h5ad(section)
random = np.random.default_rng(1)


def like(name, rows):
    mean, sd = domain[name + ".mean"], domain[name + ".sd"]
    return random.standard_normal((rows, len(mean)), dtype=np.float32) * sd + mean


with tempfile.TemporaryDirectory(dir=Path(section).parent) as name:
    files = []
    for first in range(0, positions.n_obs, part):
        some = positions.obs_names[first : first + part]
        file = anndata.AnnData(obs=positions.obs.loc[some, []], uns={"heclip": {"section": positions.uns["heclip"]["section"], **keys}})
        file.obsm["spatial"] = positions.obsm["spatial"][first : first + part]
        file.obsm["features"] = like("features", len(some))
        file.obsm["colour"] = like("colour", len(some))
        for stage, width in enumerate(WIDTHS[keys["encoder"]]):
            file.obsm[f"stage{stage}"] = random.standard_normal((len(some), width), dtype=np.float32)
        files.append(Path(name) / f"{first}.h5ad")
        file.write_h5ad(files[-1])
    environment = dict(os.environ, HECLIP_LIBTORCH=str(ROOT / "target/steps/natives"), HECLIP_JAVA_OPTS="-Xmx1g -XX:+UseSerialGC")
    start = time.perf_counter()
    command = [ROOT / "bin/heclip", ROOT / "target/steps/infer.jar", "--bundle", bundle, "--section", section, "--features", *files,
               "--threads", "2", "--output", f"{name}/out.h5ad", "--summary", f"{name}/out.yml"]
    with subprocess.Popen([str(word) for word in command], env=environment) as process:
        _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    print(f"{positions.n_obs} positions: {time.perf_counter() - start:.0f} s, {usage.ru_utime + usage.ru_stime:.0f} processor s, peak {usage.ru_maxrss // 1024} MB")
