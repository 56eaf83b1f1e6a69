"""Makes the small real sections under src/test/resources/golden/ingest and what pandas and scanpy read from them.

    python src/test/python/golden_ingest.py HER2ST_DIR SPACERANGER_OUTS

HER2ST_DIR: C2.tsv.gz and C2_selection.tsv of https://github.com/almaan/her2st (Andersson et al., Nat Commun 2021).
SPACERANGER_OUTS: a small Space Ranger 1 outs/ folder whose raw matrix is there as mtx (plain) and whose positions have no
header.

The legacy section is cut to 20 spots and 60 genes. Figures: golden/ingest/{legacy,visium}.tsv, one row per spot.
"""

import gzip
import pathlib
import shutil
import sys
import tempfile

import numpy as np
import pandas as pd
import scanpy as sc

HERE = pathlib.Path(__file__).resolve().parents[1] / "resources" / "golden" / "ingest"


def legacy(source):
    counts = pd.read_csv(source / "C2.tsv.gz", sep="\t", index_col=0)
    positions = pd.read_csv(source / "C2_selection.tsv", sep="\t")
    expressed = counts.sum().sort_values(ascending=False, kind="stable").index
    genes = [g for g in counts.columns if g in set(expressed[:40]) | set(expressed[-20:])]
    small = counts.loc[counts.index[:20], genes]
    keys = set(small.index[:-1]) | {"22x14"}  # one spot without position, one position without counts
    kept = positions[(positions.x.astype(str) + "x" + positions.y.astype(str)).isin(keys)]
    with gzip.GzipFile(HERE / "legacy_counts.tsv.gz", "wb", mtime=0) as out:
        out.write(small.to_csv(sep="\t").encode())
    kept.to_csv(HERE / "legacy_selection.tsv", sep="\t", index=False)

    kept = kept.set_index(kept.x.astype(str) + "x" + kept.y.astype(str))
    both = [s for s in small.index if s in kept.index]
    figures(
        "legacy.tsv", both, small.loc[both].to_numpy(), kept.loc[both].selected, kept.loc[both].y, kept.loc[both].x,
        kept.loc[both].pixel_x, kept.loc[both].pixel_y,
    )


def visium(outs):
    target = HERE / "outs"
    (target / "raw_feature_bc_matrix").mkdir(parents=True, exist_ok=True)
    (target / "spatial").mkdir(exist_ok=True)
    for name in ("barcodes.tsv", "features.tsv", "matrix.mtx"):
        shutil.copyfile(outs / "raw_feature_bc_matrix" / name, target / "raw_feature_bc_matrix" / name)
    for name in ("tissue_positions_list.csv", "scalefactors_json.json"):
        shutil.copyfile(outs / "spatial" / name, target / "spatial" / name)

    with tempfile.TemporaryDirectory() as folder:  # scanpy reads gzipped folders only
        for file in (outs / "raw_feature_bc_matrix").iterdir():
            with gzip.open(pathlib.Path(folder) / (file.name + ".gz"), "wb") as out:
                out.write(file.read_bytes())
        data = sc.read_10x_mtx(folder)
    positions = pd.read_csv(
        outs / "spatial" / "tissue_positions_list.csv", header=None, index_col=0,
        names=["barcode", "in_tissue", "array_row", "array_col", "y", "x"],
    ).loc[data.obs_names]
    figures(
        "visium.tsv", data.obs_names, data.X.toarray(), positions.in_tissue, positions.array_row, positions.array_col,
        positions.x, positions.y,
    )


def figures(name, spots, counts, in_tissue, row, col, x, y):
    table = pd.DataFrame(
        {
            "spot": list(spots),
            "total": np.asarray(counts).sum(axis=1).astype(int),
            "genes": (np.asarray(counts) > 0).sum(axis=1),
            "weighted": (np.asarray(counts) * np.arange(1, counts.shape[1] + 1)).sum(axis=1).astype(int),
            "in_tissue": list(in_tissue),
            "array_row": list(row),
            "array_col": list(col),
            "x": list(x),
            "y": list(y),
        }
    )
    table.to_csv(HERE / name, sep="\t", index=False)


if __name__ == "__main__":
    HERE.mkdir(parents=True, exist_ok=True)
    legacy(pathlib.Path(sys.argv[1]))
    visium(pathlib.Path(sys.argv[2]))
