"""Makes src/test/resources/golden/qc: random counts and scanpy's calculate_qc_metrics of them; the same of a real section, and
which of its spots the definition of outliers in "Single-cell best practices" (Heumos et al. 2023) keeps at two deviations.

usage: python make_qc_golden.py FOLDER HER2ST/C3.tsv.gz
"""

import sys
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import scanpy
import scipy.sparse
from scipy.stats import median_abs_deviation

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


def is_outlier(adata, metric, nmads):
    """As sc-best-practices.org, preprocessing_visualization/quality_control, defines it."""
    values = adata.obs[metric]
    away = nmads * median_abs_deviation(values)
    return (values < np.median(values) - away) | (np.median(values) + away < values)


real = anndata.AnnData(pd.read_csv(sys.argv[2], sep="\t", index_col=0).astype(np.float32))
real.var["mt"] = real.var_names.str.startswith("MT-")
scanpy.pp.calculate_qc_metrics(real, qc_vars=["mt"], percent_top=None, inplace=True)
above = real.obs.pct_counts_mt > np.median(real.obs.pct_counts_mt)
real.obs["kept"] = ~(
    is_outlier(real, "log1p_total_counts", 2)
    | is_outlier(real, "log1p_n_genes_by_counts", 2)
    | (is_outlier(real, "pct_counts_mt", 2) & above)
).values
real.obs[obs + ["kept"]].to_csv(out / "her2st_c3_obs.tsv", sep="\t")
real.var.loc[real.var_names[::50], var].to_csv(out / "her2st_c3_var.tsv", sep="\t")
