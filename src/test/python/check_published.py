"""Opens what a run published, as its users do: every h5ad in memory and backed; sections drawn over their images.

    check_published.py RESULTS [without-scanpy]
"""

import sys
import warnings
from pathlib import Path

import anndata
import numpy as np

warnings.filterwarnings("ignore")
results = Path(sys.argv[1])
files = sorted(results.glob("sections/*.h5ad")) + sorted(results.glob("predictions/*/*.h5ad"))
assert files, results


def drawn(adata):
    import matplotlib

    matplotlib.use("Agg")
    import scanpy as sc

    axis = sc.pl.spatial(adata, color="total_counts", show=False)[0]
    picture = axis.get_images()[0].get_array()
    (library,) = adata.uns["spatial"]
    stored = adata.uns["spatial"][library]
    assert picture.shape[:2] == stored["images"]["hires"].shape[:2]
    spots = sum(len(c.get_paths()) for c in axis.collections)
    assert spots >= adata.n_obs, (spots, adata.n_obs)
    # what squidpy and scanpy read beside the pictures
    for key in ("tissue_hires_scalef", "tissue_lowres_scalef", "spot_diameter_fullres"):
        assert stored["scalefactors"][key] > 0, key
    size = np.array(picture.shape[1::-1])
    assert (adata.obsm["spatial"] * stored["scalefactors"]["tissue_hires_scalef"] <= size * 1.05).all()


for file in files:
    adata = anndata.read_h5ad(file)
    backed = anndata.read_h5ad(file, backed="r")
    assert backed.isbacked and backed.shape == adata.shape
    part = backed[:3].to_memory()
    x, whole = (m.X.toarray() if hasattr(m.X, "toarray") else np.asarray(m.X) for m in (part, adata))
    np.testing.assert_array_equal(x, whole[:3])
    backed.file.close()
    if "predictions" in file.parts:
        assert adata.layers["predicted"].shape == adata.shape and np.isfinite(adata.layers["predicted"]).all()
    elif sys.argv[2:] != ["without-scanpy"]:
        drawn(adata)
print("opened", len(files), "files with anndata", anndata.__version__)
