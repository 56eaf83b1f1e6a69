"""The evaluation script that the field's benchmarks have handed down, in our words: two data frames; for each metric a pass over the columns that
scales them, then one that compares them, each appending a column at a time to a growing frame. SSIM of columns divided by their maximum, over the whole
section at once; PCC; RMSE of z-scores; Jensen-Shannon of columns divided by their sum. Usage: peer.py FOLDER GENES_OF_THE_SUBSET [METRIC...]: all four when none is named; the figures of each go to peer.<METRIC>.tsv."""
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import entropy, pearsonr, zscore


def ssim(a, b, span):
    c1, c2 = (0.01 * span) ** 2, (0.03 * span) ** 2
    ma, mb = a.mean(), b.mean()
    va, vb, cov = ((a - ma) ** 2).mean(), ((b - mb) ** 2).mean(), ((a - ma) * (b - mb)).mean()
    return (2 * ma * mb + c1) * (2 * cov + c2) / ((ma**2 + mb**2 + c1) * (va + vb + c2))


def whole_section_ssim(a, b):
    return ssim(a, b, max(a.max(), b.max()))


def pcc(a, b):
    return pearsonr(a, b)[0]


def rmse(a, b):
    return np.sqrt(((a - b) ** 2).mean())


def js(p, q):
    m = (p + q) / 2
    return (entropy(p, m) + entropy(q, m)) / 2


def scaled(frame, scale):
    result = pd.DataFrame()
    for _, column in frame.items():
        result = pd.concat([result, scale(column)], axis=1)
    return result


SCALES = {
    "ssim": lambda column: column / column.max(),
    "pcc": None,
    "rmse": lambda column: pd.Series(zscore(column), name=column.name),
    "js": lambda column: column / column.sum(),
}


def per_gene(truth, guess, name, figure):
    if SCALES[name]:
        truth, guess = scaled(truth, SCALES[name]), scaled(guess, SCALES[name])
    result = pd.DataFrame()
    for gene in truth.columns:
        a = truth.loc[:, gene].fillna(1e-20)
        b = guess.loc[:, gene].fillna(1e-20)
        result = pd.concat([result, pd.DataFrame(figure(a, b), index=[name], columns=[gene])], axis=1)
    return result


FIGURES = {"ssim": whole_section_ssim, "pcc": pcc, "rmse": rmse, "js": js}
folder, genes, metrics = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:] or list(FIGURES)
all_genes = int((folder / "genes").read_text())
names = [f"gene{g}" for g in range(all_genes)]
frames = [pd.DataFrame(np.fromfile(folder / f"{what}.f32", "<f4").reshape(-1, all_genes).astype(float), columns=names) for what in ("measured", "predicted")]
truth, guess = [frame.iloc[:, :genes] for frame in frames]
start = time.perf_counter()
results = {name: per_gene(truth, guess, name, FIGURES[name]) for name in metrics}
print(time.perf_counter() - start)
for name, result in results.items():
    result.T.to_csv(folder / f"peer.{name}.tsv", sep="\t", index=False, float_format="%.17g")
