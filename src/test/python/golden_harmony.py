"""Golden data of HarmonyTest and GeneScalingTest: harmonypy on small simulated sections from a fixed start and in a fixed order.

Usage: golden_harmony.py OUTPUT_DIR    (needs harmonypy 0.0.10, scanpy)
"""
import logging
import sys
from importlib.metadata import version
from pathlib import Path

import anndata
import harmonypy
import numpy as np
import pandas as pd
import scanpy as sc

STRIDE = 37  # prime to the number of spots: the order in which spots are updated, in place of a random one


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    logging.getLogger("harmonypy").setLevel(logging.ERROR)
    rng = np.random.default_rng(5)
    sizes, genes, types = (50, 40, 30), 12, 4
    batch = np.repeat(range(3), sizes)
    profile = rng.gamma(1, 1, (types, genes))
    kind = rng.integers(types, size=len(batch))
    shift = rng.normal(0, 0.5, (3, genes))
    x = np.round(np.maximum(0, profile[kind] + shift[batch] + rng.normal(0, 0.2, (len(batch), genes))), 4)
    start = x[:: len(x) // 4][:4]

    def in_turn(order):
        order[:] = (np.arange(len(order)) * STRIDE) % len(order)

    harmonypy.harmony.np.random.shuffle = in_turn
    ho = harmonypy.run_harmony(x, pd.DataFrame({"b": batch.astype(str)}), "b", nclust=4, cluster_fn=lambda data, k: start, verbose=False)
    scaled = anndata.AnnData(x.copy())
    sc.pp.scale(scaled)
    for name, table in (("expression", x), ("start", start), ("corrected", ho.Z_corr.T), ("scaled", scaled.X)):
        with open(out / f"{name}.tsv", "w") as f:
            f.write(f"# harmonypy {version('harmonypy')}, scanpy {version('scanpy')}; sections of {sizes} spots\n")
            pd.DataFrame(table, columns=[f"g{g}" for g in range(genes)]).to_csv(f, sep="\t", index=False, float_format="%.9g")
    print("rounds", ho.kmeans_rounds, "largest move", np.abs(ho.Z_corr.T - x).max())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
