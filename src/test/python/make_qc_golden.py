"""Makes src/test/resources/golden/qc: random counts and scanpy's calculate_qc_metrics of them.

usage: python make_qc_golden.py FOLDER
"""

import sys
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import scanpy
import scipy.sparse

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(5)
counts = rng.negative_binomial(0.4, 0.02, (25, 30)) * (rng.random((25, 30)) < 0.6)
counts[:, 7] = 0  # a gene that is never found
counts[3, 2:] = 0  # a spot with hardly a gene
counts[3, :2] = [1, 2]
genes = ["MT-CO1", "MT-ND2"] + [f"G{i}" for i in range(27)] + ["MTOR"]
data = anndata.AnnData(scipy.sparse.csr_matrix(counts.astype(np.float32)), var=pd.DataFrame(index=genes))
data.var["mt"] = data.var_names.str.startswith("MT-")
scanpy.pp.calculate_qc_metrics(data, qc_vars=["mt"], percent_top=None, inplace=True)
pd.DataFrame(counts, columns=genes).to_csv(out / "counts.tsv", sep="\t", index=False)
obs = ["n_genes_by_counts", "log1p_n_genes_by_counts", "total_counts", "log1p_total_counts", "pct_counts_mt"]
data.obs[obs].to_csv(out / "obs.tsv", sep="\t", index=False)
var = ["n_cells_by_counts", "mean_counts", "log1p_mean_counts", "pct_dropout_by_counts", "total_counts", "log1p_total_counts"]
data.var[var].to_csv(out / "var.tsv", sep="\t", index=False)
