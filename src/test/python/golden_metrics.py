"""Golden data of SectionEvaluationTest and DomainsTest: figures of scipy, scikit-image, scikit-learn, esda (libpysal) and scanpy.

Usage: golden_metrics.py HER2ST_DIR OUTPUT_DIR   (HER2ST_DIR holds C2.tsv.gz and C2_selection.tsv of almaan/her2st)
Values are multiples of 1/256, so that they are the same numbers as float32 and float64.
"""
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from esda.moran import Moran
from libpysal.weights import W
from scipy.sparse import csr_matrix
from scipy.spatial.distance import jensenshannon
from scipy.stats import false_discovery_control, norm, pearsonr, spearmanr
from skimage.metrics import structural_similarity
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score

try:  # what squidpy.gr.spatial_autocorr calls
    from scanpy.metrics import morans_i as scanpy_morans_i
except ImportError:
    scanpy_morans_i = None


def quantised(values):
    return np.round(np.asarray(values, float) * 256) / 256


def windows(row, col, width):
    """Spots of each 7 x 7 window whose centre and at least half are there, inside the bounding box."""
    row, col, half = row - row.min(), col - col.min(), width // 2
    for s in range(len(row)):
        inside = half <= row[s] <= row.max() - half and half <= col[s] <= col.max() - half
        near = (abs(row - row[s]) <= half) & (abs(col - col[s]) <= half)
        if inside and 2 * near.sum() >= width * width:
            yield near


def masked_ssim(a, b, row, col, width):
    c1, c2, found = (0.01 * np.ptp(a)) ** 2, (0.03 * np.ptp(a)) ** 2, []
    for near in windows(row, col, width):
        p, q = a[near], b[near]
        cov = np.cov(p, q)
        found.append((2 * p.mean() * q.mean() + c1) * (2 * cov[0, 1] + c2)
                     / ((p.mean() ** 2 + q.mean() ** 2 + c1) * (cov[0, 0] + cov[1, 1] + c2)))
    return np.mean(found)


def ssim(a, b, row, col):
    shape = (row.max() - row.min() + 1, col.max() - col.min() + 1)
    width = min(7, min(shape) if min(shape) % 2 else min(shape) - 1)
    masked = masked_ssim(a, b, row, col, width)
    if shape[0] * shape[1] == len(a):
        order = np.lexsort((col, row))
        whole = structural_similarity(a[order].reshape(shape), b[order].reshape(shape), win_size=width,
                                      data_range=np.ptp(a))
        assert abs(whole - masked) < 1e-12
        return whole
    return masked


def morans_i(z, xy, k):
    distance = ((xy[:, None] - xy[None]) ** 2).sum(-1)
    np.fill_diagonal(distance, np.inf)
    near = np.argsort(distance, axis=1, kind="stable")[:, :k]
    found = Moran(z, W({s: list(near[s]) for s in range(len(z))}, silence_warnings=True), transformation="r", permutations=0).I
    if scanpy_morans_i:
        n = len(z)
        weights = csr_matrix((np.ones(n * k), near.ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))
        assert abs(scanpy_morans_i(weights, z) - found) < 1e-9
    return found


def coverage(measured, predicted, sd):
    """Share of values in the central normal intervals."""
    return [(level, np.mean(abs(measured - predicted) <= norm.ppf((1 + level) / 2) * sd))
            for level in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)]


def domains(out, rng):
    """Labels and their adjusted Rand index; a matrix and the singular values of its principal components."""
    a = rng.integers(0, 4, 90)
    pairs = {"noisy": (a, np.where(rng.random(90) < 0.7, a, rng.integers(0, 6, 90))), "apart": (a, rng.integers(0, 5, 90)),
             "one": (a, 0 * a), "ones": (0 * a, 0 * a), "same": (a, 3 - a), "alone": (np.arange(90), np.arange(90)[::-1])}
    rows = [dict(name=name, ari=adjusted_rand_score(p, q), a=",".join(map(str, p)), b=",".join(map(str, q)))
            for name, (p, q) in pairs.items()]
    pd.DataFrame(rows).to_csv(out / "ari.tsv", sep="\t", index=False, float_format="%.17g")
    matrix = quantised(rng.normal(size=(40, 6)) * [9, 7, 5, 4, 3, 2] @ rng.normal(size=(6, 25)) + rng.normal(size=(40, 25)) + 3)
    pd.DataFrame(matrix).to_csv(out / "pca.matrix.tsv", sep="\t", index=False, float_format="%.10g")
    # the sign of a component is arbitrary
    pd.DataFrame(abs(PCA(5, svd_solver="full").fit_transform(matrix))).to_csv(out / "pca.expected.tsv", sep="\t", index=False, float_format="%.17g")


def golden(name, row, col, xy, measured, predicted, k, ssim_col, out):
    measured, predicted = quantised(measured), quantised(predicted)
    rows = []
    for g in range(measured.shape[1]):
        a, b = measured[:, g], predicted[:, g]
        flat = np.ptp(a) == 0 or np.ptp(b) == 0
        pcc, p = (np.nan, np.nan) if flat else pearsonr(a, b)
        rows.append(dict(
            pcc=pcc, spearman=np.nan if flat else spearmanr(a, b)[0], rmse=np.sqrt(np.mean((a - b) ** 2)),
            mae=np.mean(abs(a - b)), ssim=np.nan if np.ptp(a) == 0 else ssim(a, b, row, ssim_col),
            jensen_shannon=jensenshannon(np.maximum(a, 0), np.maximum(b, 0), base=2),
            morans_i_measured=np.nan if np.ptp(a) == 0 else morans_i(a, xy, k),
            morans_i_predicted=np.nan if np.ptp(b) == 0 else morans_i(b, xy, k), p_value=p))
    table = pd.DataFrame(rows)
    tested = table.p_value.notna()
    table.loc[tested, "q_value"] = false_discovery_control(table.p_value[tested])
    table.to_csv(out / f"{name}.expected.tsv", sep="\t", index=False, float_format="%.17g")
    pd.DataFrame(dict(row=row, col=col, x=xy[:, 0], y=xy[:, 1])).to_csv(out / f"{name}.spots.tsv", sep="\t", index=False)
    for what, matrix in (("measured", measured), ("predicted", predicted)):
        pd.DataFrame(matrix).to_csv(out / f"{name}.{what}.tsv", sep="\t", index=False, float_format="%.10g")
    # a standard deviation for each value that a test can make again
    sd = 0.25 + (np.add.outer(np.arange(len(measured)), np.arange(measured.shape[1])) % 5) / 8
    pd.DataFrame(coverage(measured, predicted, sd), columns=["nominal", "observed"]).to_csv(
        out / f"{name}.calibration.tsv", sep="\t", index=False, float_format="%.17g")


def main(her2st, out):
    out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(11)
    row, col = (a.ravel() for a in np.mgrid[3:12, 5:13])
    field = np.sin(row / 2)[:, None] + np.cos(col / 3)[:, None] * rng.normal(size=6)
    measured = 2 + field + rng.normal(0, 0.4, field.shape)
    predicted = 2 + 0.5 * field + rng.normal(0, 0.3, field.shape)
    measured[:, 4] = 1.5  # a constant gene
    predicted[:, 5] = 0.75  # a constant prediction
    predicted[:, 3] -= 2  # some below zero
    golden("square", row, col, np.c_[col * 256.0, row * 256.0], measured, predicted, 8, col, out)

    row, col = (a.ravel() for a in np.mgrid[0:14, 0:26])
    keep = ((row + col) % 2 == 0) & ((row - 6) ** 2 + (col / 2 - 6) ** 2 < 45) & ~((row == 5) & (col == 11))
    row, col = row[keep], col[keep]
    field = np.sin(row / 3)[:, None] * rng.normal(size=5) + (col / 20)[:, None]
    golden("hexagonal", row, col, np.c_[col * 69.0, row * 120.0], 1 + field + rng.normal(0, 0.5, field.shape),
           1 + 0.6 * field, 6, col // 2, out)

    counts = pd.read_csv(her2st / "C2.tsv.gz", sep="\t", index_col=0)
    places = pd.read_csv(her2st / "C2_selection.tsv", sep="\t")
    places.index = [f"{x}x{y}" for x, y in zip(places.x, places.y)]
    places = places.loc[[i for i in places.index if i in counts.index]]
    counts = counts.loc[places.index]
    log = np.log1p(counts.div(counts.sum(axis=1), axis=0) * counts.sum(axis=1).median())[["ERBB2", "GNAS", "COL1A1", "IGKC", "FASN"]]
    xy = np.round(places[["pixel_x", "pixel_y"]].to_numpy())
    near = np.argsort(((xy[:, None] - xy[None]) ** 2).sum(-1), axis=1, kind="stable")[:, :9]
    golden("her2st", places.y.to_numpy(), places.x.to_numpy(), xy, log.to_numpy(),
           log.to_numpy()[near].mean(1) + rng.normal(0, 0.2, log.shape), 8, places.x.to_numpy(), out)
    domains(out, np.random.default_rng(12))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
