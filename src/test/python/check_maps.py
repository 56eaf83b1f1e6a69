"""Opens what the step maps wrote: check_maps.py FOLDER PREDICTION.h5ad"""

import sys
from pathlib import Path

import anndata
import geojson
import numpy as np
import tifffile

folder, prediction = Path(sys.argv[1]), anndata.read_h5ad(sys.argv[2])

with tifffile.TiffFile(folder / "maps.ome.tif") as tif:
    assert tif.is_ome and tif.is_bigtiff
    series = tif.series[0]
    assert series.axes == "CYX" and series.dtype == np.float32, (series.axes, series.dtype)
    channels, height, width = series.shape
    levels = series.levels
    assert len(levels) == max(1, 1 + int(np.ceil(np.log2(max(height, width) / 256)))), [l.shape for l in levels]
    pixels = tifffile.xml2dict(tif.ome_metadata)["OME"]["Image"]["Pixels"]
    mpp = float(pixels["PhysicalSizeX"])
    assert pixels["PhysicalSizeXUnit"] == "µm" and pixels["PhysicalSizeY"] == pixels["PhysicalSizeX"]
    genes = [channel["Name"] for channel in pixels["Channel"]]
    planes = series.asarray()
    for larger, smaller in zip(levels, levels[1:]):
        a, b = larger.asarray(), smaller.asarray()
        assert b.shape == (channels, -(-a.shape[1] // 2), -(-a.shape[2] // 2)), (a.shape, b.shape)
        a = np.pad(a, ((0, 0), (0, a.shape[1] % 2), (0, a.shape[2] % 2)), constant_values=np.nan)
        a = a.reshape(channels, b.shape[1], 2, b.shape[2], 2).transpose(0, 1, 3, 2, 4).reshape(*b.shape, 4)
        n = np.sum(~np.isnan(a), axis=-1)
        means = np.where(n > 0, np.nansum(a, axis=-1) / np.maximum(n, 1), np.nan)
        np.testing.assert_allclose(b, means, rtol=1e-5)

# the map's pixel under a position's centre shows that position's value
heclip = prediction.uns["heclip"]
assert abs(width * mpp - heclip["image_width"] * heclip["mpp"]) <= mpp
xy = prediction.obsm["spatial"] * heclip["mpp"] / mpp
for c, gene in enumerate(genes):
    found = planes[c][xy[:, 1].astype(int), xy[:, 0].astype(int)]
    np.testing.assert_allclose(found, prediction[:, gene].X.ravel(), rtol=1e-6)

features = geojson.loads((folder / "positions.geojson").read_text())
assert features.is_valid, features.errors()
assert len(features["features"]) == prediction.n_obs
for feature, (x, y), row in zip(features["features"], prediction.obsm["spatial"], prediction[:, genes].X):
    ring = np.array(feature["geometry"]["coordinates"][0])
    area = np.sum(ring[:-1, 0] * ring[1:, 1] - ring[1:, 0] * ring[:-1, 1])
    assert area > 0, "the outer ring turns left (RFC 7946, section 3.1.6)"
    np.testing.assert_allclose(ring[:-1].mean(axis=0), [x, y], atol=0.01)
    values = feature["properties"]["measurements"]
    np.testing.assert_allclose([values[gene] for gene in genes], row, rtol=1e-6)
assert prediction.layers["predicted_sd"].shape == prediction.X.shape
assert {"domain_score", "domain_distance", "in_domain", "tissue_fraction"} <= set(prediction.obs.columns)
assert {"expected_pcc", "expected_pcc_low", "expected_pcc_high", "reliable"} <= set(prediction.var.columns)
print(len(levels), genes)
