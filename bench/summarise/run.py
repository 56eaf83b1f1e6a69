"""Seconds and peak memory of the step `summarise` by the number of sections; there is no peer.

    python3 bench/summarise/run.py SECTIONS [MODELS [GENES [SPOTS]]]      after ./nextfloww has built target/steps; needs numpy

Tables as evaluate writes them are made up (200 resamples, 4 models, 3,400 genes, 100 spots by default) and put together once, with a heap of 1 GB.
"""
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent.parent
sections, models, genes, spots = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((1, 100), (2, 4), (3, 3400), (4, 100)))
GENES = "model protocol fold section gene spots pcc spearman rmse mae ssim jensen_shannon morans_i_measured morans_i_predicted p_value q_value ci_low ci_high hvg_rank heg_rank marker"
PANELS = {"all": genes, "hvg50": 50, "heg50": 50, "heg1000": min(genes, 1000)}


def table(file, header, rows):
    file.write_text("\n".join(["\t".join(header.split()), *rows]) + "\n")


def evaluation(folder, model, section, rng):
    folder.mkdir(parents=True)
    who = f"model{model}\thonest\tP{section % 20}\tS{section:04d}"
    figures = [["%.6g" % v for v in row] for row in rng.random((genes, 12))]
    table(folder / "genes.tsv", GENES, (f"{who}\tGENE{g}\t3000\t" + "\t".join(figures[g]) + f"\t{g if g < 1000 else ''}\t{g}\tfalse" for g in range(genes)))
    table(folder / "panels.tsv", "model protocol fold section panel mean n undefined", (f"{who}\t{p}\t0.3\t{n}\t0" for p, n in PANELS.items()))
    resampled = rng.random((len(PANELS), 200))
    table(
        folder / "replicates.tsv",
        "model protocol fold section panel replicate mean",
        (f"{who}\t{p}\t{r}\t{resampled[i, r]:.6g}" for i, p in enumerate(PANELS) for r in range(200)),
    )
    table(folder / "spots.tsv", "model protocol fold section barcode pcc", (f"{who}\tspot{s}\t0.3" for s in range(spots)))
    table(folder / "calibration.tsv", "model protocol fold section nominal observed spots_genes", (f"{who}\t0.{level}\t0.5\t1000" for level in range(1, 10)))
    table(folder / "domains.tsv", "model protocol fold section clusters spots ari", [f"{who}\t5\t3000\t0.2"])


with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as made:
    rng = np.random.default_rng(1)
    folders = []
    for section in range(sections):
        for model in range(models):
            folders.append(Path(made) / "evaluations" / f"{section}.{model}")
            evaluation(folders[-1], model, section, rng)
    arguments = Path(made) / "arguments"
    arguments.write_text("\n".join(["--evaluations", *map(str, folders), "--output", str(Path(made) / "metrics")]))
    start = time.perf_counter()
    process = subprocess.Popen(["java", "-Xmx1g", "-XX:+UseSerialGC", "-jar", ROOT / "target/steps/summarise.jar", f"@{arguments}"])
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    print(
        f"{sections} sections, {models} models, {genes} genes: {sections * models * genes / 1e6:.2f} million rows; {time.perf_counter() - start:.1f} s, "
        f"processor {usage.ru_utime + usage.ru_stime:.1f} s, peak {usage.ru_maxrss / 1024:.0f} MB"
    )
