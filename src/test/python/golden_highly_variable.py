"""Golden data of HighlyVariableGenesTest: counts and what scanpy makes of them.

Usage: golden_highly_variable.py HER2ST_DIR OUTPUT_DIR   (HER2ST_DIR holds C2.tsv.gz and C3.tsv.gz of almaan/her2st)
"""
import gzip
import sys
from importlib.metadata import version
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import scanpy as sc
import scipy.sparse as sp


def golden(name, counts, genes, n_top, out):
    data = anndata.AnnData(sp.csr_matrix(counts.astype(np.float32)))
    data.var_names = genes
    # given, since scanpy's own default counts empty spots in sparse matrices and leaves them out in dense ones
    total = float(np.median(counts.sum(1)[counts.sum(1) > 0]))
    sc.pp.normalize_total(data, target_sum=total)
    sc.pp.log1p(data)
    # scanpy names the base only when one was given
    data.uns["log1p"] = {}
    sc.pp.highly_variable_genes(data, flavor="seurat", n_top_genes=n_top)
    table = data.var.rename_axis("gene").reset_index()
    table["last_spot"] = data.X[-1].toarray().ravel()
    table = table[["gene", "means", "dispersions", "dispersions_norm", "highly_variable", "last_spot"]]
    with open(out / f"{name}.expected.tsv", "w") as f:
        f.write(f"# scanpy {version('scanpy')}, n_top_genes {n_top}, median total {total!r}\n")
        table.to_csv(f, sep="\t", index=False, float_format="%.9g")
    rows, cols = counts.nonzero()
    text = f"{counts.shape[0]} {counts.shape[1]}\n" + "\n".join(
        " ".join(f"{c}:{counts[r, c]}" for c in cols[rows == r]) for r in range(counts.shape[0]))
    (out / f"{name}.counts.txt.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main(her2st, out):
    out.mkdir(parents=True, exist_ok=True)
    for section, first in (("C2", 0), ("C3", 3)):
        frame = pd.read_csv(her2st / f"{section}.tsv.gz", sep="\t", index_col=0)
        frame = frame.iloc[::2, first::24]
        golden(f"her2st-{section}", frame.to_numpy().astype(int), frame.columns, 60, out)
    rng = np.random.default_rng(7)
    means = np.exp(rng.normal(0, 1.5, 120))
    drawn = rng.poisson(rng.gamma(1.5, means / 1.5, (40, 120)))
    drawn[:, 5] = 0  # unexpressed
    drawn[3] = 0  # an empty spot
    golden("gamma-poisson", drawn, [f"g{i}" for i in range(120)], 25, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
