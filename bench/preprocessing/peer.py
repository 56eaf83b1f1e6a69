"""scanpy in bench/preprocessing/run.py: FOLDER FLAVOUR [stable]; prints seconds of each part, processor seconds of both and the chosen genes.

With "stable", genes of equal score keep their order, where numpy's default sort leaves it open.
"""
import sys
import time
import warnings
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import scanpy as sc
import scipy.sparse as sp

warnings.filterwarnings("ignore")
GENES = 36_601


def read(folder, b):
    starts = np.fromfile(folder / f"{b}.starts", np.int32)
    return sp.csr_matrix((np.fromfile(folder / f"{b}.values", np.float32), np.fromfile(folder / f"{b}.genes", np.int32), starts), shape=(len(starts) - 1, GENES))


folder, flavour = Path(sys.argv[1]), sys.argv[2]
parts = [read(folder, b) for b in range(4)]
data = anndata.AnnData(sp.vstack(parts, format="csr"))
data.var_names = [f"g{g:05d}" for g in range(GENES)]
data.obs["batch"] = pd.Categorical(np.repeat(range(4), [p.shape[0] for p in parts]))
if flavour == "seurat_v3":
    data.layers["counts"] = data.X.copy()
if sys.argv[3:] == ["stable"]:
    argsort = np.argsort
    np.argsort = lambda values, axis=-1: argsort(values, axis=axis, kind="stable")
cpu = time.process_time()
start = time.perf_counter()
sc.pp.normalize_total(data, target_sum=float(np.median(np.asarray(data.X.sum(1)))))
sc.pp.log1p(data)
data.uns["log1p"] = {}
normalised = time.perf_counter()
sc.pp.highly_variable_genes(data, flavor=flavour, n_top_genes=2000, batch_key="batch", layer="counts" if flavour == "seurat_v3" else None)
done = time.perf_counter()
cpu = time.process_time() - cpu
print(normalised - start)
print(done - normalised)
print(cpu)
print(*np.flatnonzero(data.var["highly_variable"]))
