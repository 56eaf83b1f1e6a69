"""Golden data of VariableGenesGoldenTest: lists of highly variable genes as scanpy chooses them, by flavour, with batches and without.

Usage: golden_variable_genes.py HER2ST_DIR TENX_H5 OUTPUT_DIR
HER2ST_DIR holds C2.tsv.gz to C5.tsv.gz (almaan/her2st), TENX_H5 is anndata's test file 10x-3.0.0/filtered_feature_bc_matrix.h5.
Needs scanpy 1.11.5 and scikit-misc 0.5.3. The lists end where no genes are equal: between equal normalised variances scanpy's choice
(numpy's unstable argsort) depends on the machine.
"""
import gzip
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import scanpy as sc
import scipy.sparse as sp

warnings.filterwarnings("ignore")


def her2st(folder):
    frames = [pd.read_csv(folder / f"{section}.tsv.gz", sep="\t", index_col=0) for section in ("C2", "C3", "C4", "C5")]
    shared = [gene for gene in frames[0].columns if all(gene in frame for frame in frames)][::12]
    counts = [frame[shared].iloc[::3].to_numpy() for frame in frames]
    return np.concatenate(counts), shared, np.repeat(range(4), [len(part) for part in counts])


def tenx(file):
    data = sc.read_10x_h5(file)
    data.var_names_make_unique()
    return data.X.toarray(), list(data.var_names), np.arange(data.n_obs) // 400


def simulated():
    rng = np.random.default_rng(11)
    means = np.exp(rng.normal(-0.5, 1.5, 600))
    shift = np.exp(rng.normal(0, 0.4, (3, 600)))
    shape = rng.uniform(0.3, 4, 600)
    batch = np.repeat(range(3), 50)
    drawn = rng.poisson(rng.gamma(shape, means * shift[batch] / shape))
    drawn[:, 5] = 0  # nowhere expressed
    drawn[batch == 1, 6] = 0  # not in one batch
    drawn[3] = 0  # an empty spot
    return drawn, [f"g{(g * 7919) % 600}" for g in range(600)], batch


def listed(counts, genes, batch, flavour, batches, n_top):
    data = anndata.AnnData(sp.csr_matrix(counts.astype(np.float32)))
    data.var_names = genes
    data.obs["batch"] = pd.Categorical(batch)
    if flavour != "seurat_v3":
        total = float(np.median(counts.sum(1)[counts.sum(1) > 0]))
        sc.pp.normalize_total(data, target_sum=total)
        sc.pp.log1p(data)
        # scanpy names the base only when one was given
        data.uns["log1p"] = {}
    found = sc.pp.highly_variable_genes(data, flavor=flavour, n_top_genes=n_top, batch_key="batch" if batches else None, inplace=False)
    found.index = range(len(genes))
    return np.flatnonzero(found["highly_variable"])


def main(her2st_dir, tenx_h5, out):
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, (counts, genes, batch), tops in (
        ("her2st", her2st(her2st_dir), (50, 200)),
        ("10x", tenx(tenx_h5), (20, 30)),
        ("simulated", simulated(), (30, 90)),
    ):
        counts = counts.astype(int)
        lines = [f"{counts.shape[0]} {counts.shape[1]}"]
        lines += [" ".join(f"{g}:{row[g]}" for g in np.flatnonzero(row)) for row in counts]
        (out / f"{name}.counts.txt.gz").write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
        (out / f"{name}.genes.txt").write_text("\n".join(genes) + "\n")
        sizes = " ".join(str(size) for size in np.bincount(batch))
        for flavour in ("seurat", "cell_ranger", "seurat_v3"):
            for batches in (False, True):
                for n_top in tops:
                    try:
                        chosen = listed(counts, genes, batch, flavour, batches, n_top)
                    except ValueError as e:
                        print(name, flavour, batches, n_top, "refused by scanpy:", e)
                        continue
                    rows.append([name, flavour, sizes if batches else "", n_top, " ".join(map(str, chosen))])
    with open(out / "lists.tsv", "w") as f:
        f.write(f"# scanpy {version('scanpy')}, scikit-misc {version('scikit-misc')}\n")
        pd.DataFrame(rows, columns=["data", "flavour", "batch_sizes", "n_top", "genes"]).to_csv(f, sep="\t", index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
