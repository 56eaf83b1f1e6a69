"""Compares a section h5ad of the ingest step with what pandas, anndata and scanpy read from the same inputs.

    check_section.py legacy COUNTS SELECTION SECTION_H5AD
    check_section.py visium MTX_FOLDER POSITIONS SECTION_H5AD
"""

import gzip
import pathlib
import sys
import tempfile

import anndata
import numpy as np
import pandas as pd
import scanpy as sc

kind, counts, positions, section = sys.argv[1:]
found = anndata.read_h5ad(section)
if kind == "legacy":
    table = pd.read_csv(counts, sep="\t", index_col=0)
    spots = pd.read_csv(positions, sep="\t")
    spots.index = spots.x.astype(str) + "x" + spots.y.astype(str)
    spots = spots.loc[[s for s in table.index if s in spots.index]]
    table = table.loc[spots.index]
    expected = anndata.AnnData(table.to_numpy(dtype="float32"), obs=pd.DataFrame(index=table.index))
    expected.var_names = table.columns
    spots = spots.rename(columns={"pixel_x": "px", "pixel_y": "py", "x": "array_col", "y": "array_row", "selected": "in_tissue"})
else:
    with tempfile.TemporaryDirectory() as folder:  # scanpy reads gzipped folders only
        for file in pathlib.Path(counts).iterdir():
            with gzip.open(pathlib.Path(folder) / (file.name + ".gz"), "wb") as out:
                out.write(file.read_bytes())
        expected = sc.read_10x_mtx(folder, make_unique=True)
    names = ["barcode", "in_tissue", "array_row", "array_col", "py", "px"]
    spots = pd.read_csv(positions, header=None, index_col=0, names=names).loc[expected.obs_names]
    assert list(found.var["gene_ids"]) == list(expected.var["gene_ids"])
    assert list(found.var["feature_types"]) == list(expected.var["feature_types"])

assert list(found.obs_names) == list(expected.obs_names), found.obs_names
assert list(found.var_names) == list(expected.var_names), found.var_names
dense = expected.X if isinstance(expected.X, np.ndarray) else expected.X.toarray()
assert found.X.dtype == np.float32 and (found.X.toarray() == dense).all()
assert found.obsm["spatial"].dtype == np.float64
assert (found.obsm["spatial"] == spots[["px", "py"]].to_numpy()).all()
for column in ("in_tissue", "array_row", "array_col"):
    assert (found.obs[column].to_numpy() == spots[column].to_numpy()).all(), column
for column in ("section", "patient"):
    assert isinstance(found.obs[column].dtype, pd.CategoricalDtype)
sc.pp.normalize_total(found)
print("same", found.shape)
