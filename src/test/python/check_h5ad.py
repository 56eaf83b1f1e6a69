"""Opens what H5adInteropTest wrote, with anndata, scanpy and h5py, and asserts every value, type and order.

Usage: check_h5ad.py FOLDER [without-scanpy]    (rich.h5ad, wide.h5ad, texts.h5ad, none.h5ad, large.h5ad, tiles.h5ad)
"""

import sys
import warnings
from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import scipy.sparse

warnings.filterwarnings("ignore")
folder = Path(sys.argv[1])

COUNTS = np.array(
    [[0, 1, 0], [0, 0, 0], [2, 0, 3.5], [0, 0, 16777216], [-1, 0, 0]], dtype=np.float32
)
OBS_NAMES = ["AAA-1", "grün", "細胞", "", "Ω🔬"]


def same(found, expected, dtype=None):
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.shape == expected.shape, (found.shape, expected.shape)
    np.testing.assert_array_equal(found, expected)
    if dtype is not None:
        assert found.dtype == dtype, (found.dtype, dtype)


def check_rich(adata):
    assert scipy.sparse.issparse(adata.X) and adata.X.format == "csr"
    same(adata.X.toarray(), COUNTS, np.float32)
    assert list(adata.obs_names) == OBS_NAMES
    assert list(adata.var_names) == ["ERBB2", "MT-CO1", "ERBB2-1"]
    assert list(adata.obs.columns) == ["section", "label", "in_tissue", "fraction", "inside", "note"]
    obs = adata.obs
    assert isinstance(obs["section"].dtype, pd.CategoricalDtype)
    assert list(obs["section"]) == ["C2"] * 5 and not obs["section"].cat.ordered
    assert list(obs["label"].cat.categories) == ["tumour", "Fettgewebe ü"] and obs["label"].cat.ordered
    same(obs["label"].cat.codes, [1, -1, 0, 0, -1], np.int8)
    same(obs["in_tissue"], [1, 0, 1, -(2**63), 2**63 - 1], np.int64)
    same(obs["fraction"], [0, 0.1, np.nan, -1e300, 1], np.float64)
    same(obs["inside"], [True, False, True, False, False], np.bool_)
    assert list(obs["note"]) == ["", "a", "é", "long " + "x" * 300, "z"]
    assert list(adata.var["gene_ids"]) == ["ENSG1", "ENSG2", "ENSG3"]
    spatial = np.arange(10.0).reshape(5, 2)
    spatial[0, 0] = 0.5
    same(adata.obsm["spatial"], spatial, np.float64)
    same(adata.obsm["colour"], np.arange(5.0).reshape(5, 1), np.float32)
    same(adata.obsm["nothing"], np.zeros((5, 0)), np.float32)
    same(adata.layers["dense"], COUNTS, np.float32)
    same(adata.layers["sparse"].toarray(), COUNTS, np.float32)
    check_uns(adata.uns)


def check_uns(uns):
    assert set(uns) == {"heclip", "spatial"}
    heclip = uns["heclip"]
    assert heclip["section"] == "C2" and heclip["empty_text"] == ""
    assert heclip["mpp"] == 0.78 and heclip["image_width"] == 9270 and heclip["large"] == 2**40
    assert heclip["flag"] == True and np.asarray(heclip["flag"]).dtype == np.bool_  # noqa: E712
    assert list(heclip["align_warnings"]) == ["zwölf", ""]
    assert list(heclip["no_warnings"]) == []
    same(heclip["no_numbers"], [], np.float64)
    same(heclip["bools"], [True, False], np.bool_)
    same(heclip["longs"], [[1], [-1]], np.int64)
    assert dict(heclip["nothing"]) == {}
    assert list(heclip["frame"].index) == ["r"] and list(heclip["frame"]["n"]) == [7]
    image = uns["spatial"]["C2"]["images"]["hires"]
    same(image, (3 * np.arange(72)).astype(np.uint8).reshape(4, 6, 3), np.uint8)


def check_scanpy(path):
    import scanpy as sc

    adata = sc.read_h5ad(path)
    adata.X.data[:] = np.abs(adata.X.data)
    sc.pp.normalize_total(adata, target_sum=10)
    same(np.asarray(adata.X.sum(axis=1)).ravel(), [10, 0, 10, 10, 10])


def check_rewritten_and_backed(path):
    adata = anndata.read_h5ad(path)
    again = path.with_name("again.h5ad")
    adata.write_h5ad(again)
    assert list(anndata.read_h5ad(again).obs_names) == OBS_NAMES
    backed = anndata.read_h5ad(path, backed="r")
    assert backed.isbacked
    same(backed[2:4].to_memory().X.toarray(), COUNTS[2:4], np.float32)
    backed.file.close()


def check_appendable(path):
    """A library may change the file later: libhdf5 must be able to write into it."""
    copy = path.with_name("changed.h5ad")
    copy.write_bytes(path.read_bytes())
    with h5py.File(copy, "r+") as file:
        file["obs"].attrs["more"] = "text"
        file["obsm"].create_dataset("later", data=np.arange(3))
        del file["obs"].attrs["encoding-version"]
        file["obs"].attrs["encoding-version"] = "0.2.0"
        del file["uns"]
    with h5py.File(copy, "r") as file:
        assert file["obs"].attrs["more"] == "text" and list(file["obsm"]["later"]) == [0, 1, 2]
        assert "uns" not in file


def check_wide(path):
    adata = anndata.read_h5ad(path)
    assert list(adata.obs.columns) == [f"column_{c}" for c in range(6000)]
    same(adata.obs["column_5999"], [5999, -5999], np.int64)
    assert adata.X is None and adata.shape == (2, 0)


def check_texts(path):
    adata = anndata.read_h5ad(path)
    assert list(adata.obs_names) == [f"n{i}" + "é" * (i % 97) for i in range(20_000)]
    assert adata.uns["long"] == "ab" * 100_000
    assert adata.uns["lengths"] == {f"of{n}": "x" * n for n in range(300)}


def check_none(path):
    adata = anndata.read_h5ad(path)
    assert adata.shape == (0, 0)
    assert adata.obsm["tiles"].shape == (0, 4, 4, 3)


def check_large(path):
    adata = anndata.read_h5ad(path)
    sparse, dense = adata.X, adata.layers["dense"]
    assert sparse.shape == (700, 2000) and sparse.has_canonical_format
    same(sparse.toarray(), dense, np.float32)
    genes, at = [], 0
    for s in range(700):
        g = s % 7
        while g < 2000:
            assert dense[s, g] == at % 1000
            genes.append(g)
            at += 1
            g += 1 + (s + g) % 11
    same(sparse.indices, genes)
    with h5py.File(path) as file:
        assert file["X/data"].compression == "gzip" and file["layers/dense"].chunks[1] == 2000


def check_tiles(path):
    adata = anndata.read_h5ad(path)
    tiles = adata.obsm["tiles"]
    assert tiles.shape == (1500, 8, 8, 3) and tiles.dtype == np.uint8 and adata.X is None
    expected = (31 * np.arange(1500)[:, None] + np.arange(192)[None, :]).astype(np.uint8)
    same(tiles.reshape(1500, 192), expected)
    with h5py.File(path) as file:
        assert file["obsm/tiles"].chunks == (1, 8, 8, 3)
        same(file["obsm/tiles"][1033], tiles[1033])


def visit(path):
    def touch(_, element):
        for value in element.attrs.values():
            assert value is not None
        if isinstance(element, h5py.Dataset):
            element[()]

    with h5py.File(path, "r") as file:
        file.visititems(touch)


for each in sorted(folder.glob("*.h5ad")):
    visit(each)
check_rich(anndata.read_h5ad(folder / "rich.h5ad"))
if sys.argv[2:] != ["without-scanpy"]:
    check_scanpy(folder / "rich.h5ad")
check_rewritten_and_backed(folder / "rich.h5ad")
check_appendable(folder / "rich.h5ad")
check_appendable(folder / "wide.h5ad")
check_wide(folder / "wide.h5ad")
check_texts(folder / "texts.h5ad")
check_none(folder / "none.h5ad")
check_large(folder / "large.h5ad")
check_tiles(folder / "tiles.h5ad")
print("checked with anndata", anndata.__version__)
