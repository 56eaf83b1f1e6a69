"""Figures of heclip_plus from numpy, scipy and scikit-learn: python heclip_plus_golden.py src/test/resources/golden/model/heclip_plus.txt

Written from the formulas of docs/heclip_plus.md; inputs are part of the file.
"""
import sys

import numpy as np
from scipy.spatial.distance import cdist
from sklearn.linear_model import Ridge
from sklearn.metrics.pairwise import rbf_kernel

GAMMA, WIDTHS = 0.3, (1, 2, 4)
PENALTIES, COMPONENTS = (0.03, 0.1, 0.3, 1, 3), (10, 20, 40)
STAGES, COLOURS, GENES = (3, 4), 5, 30
SPOTS = {"A": 24, "B": 20, "C": 14, "T": 11}

rng = np.random.default_rng(7)
mixing = rng.normal(size=(sum(STAGES) + COLOURS, GENES))
loading = rng.normal(size=(2, mixing.shape[0]))
sections = {}
for name, n in SPOTS.items():
    grid = np.array([(x, y) for y in range(6) for x in range(5)])[rng.permutation(30)[:n]]
    spatial = np.round(grid * 200 + rng.normal(scale=6, size=(n, 2)), 1)
    latent = np.sin(spatial / 260) @ loading
    own = np.round(latent + rng.normal(scale=0.7, size=latent.shape), 3)
    expression = np.round(np.abs(1 + 0.2 * latent @ mixing + rng.normal(scale=0.3, size=(n, GENES))), 3)
    sections[name] = dict(spatial=spatial, own=own, expression=expression,
                          totals=np.round(np.exp(rng.normal(8, 1, n))))


def blocks(own):
    edges = np.cumsum((0,) + STAGES + (COLOURS,))
    return [own[:, a:b] for a, b in zip(edges, edges[1:])]


def context(section):
    distance = cdist(section["spatial"], section["spatial"])
    apart = np.where(distance > 0, distance, np.inf).min(1)
    pitch = np.sort(apart)[len(apart) // 2]
    columns = []
    for block in blocks(section["own"]):
        for width in (0,) + WIDTHS:
            averaged = block
            if width:
                weight = np.exp(-distance ** 2 / (2 * (width * pitch) ** 2)) * (distance <= 3 * width * pitch)
                averaged = weight @ block / weight.sum(1, keepdims=True)
            columns.append((averaged - averaged.mean(0)) / averaged.std(0) / np.sqrt(block.shape[1]))
    return np.hstack(columns) / np.sqrt(len(columns))


def pcc(a, b):
    return np.mean([np.corrcoef(a[:, g], b[:, g])[0, 1] for g in range(a.shape[1])])


def fit(train):
    x = np.vstack([context(sections[s]) for s in train])
    y = np.vstack([sections[s]["expression"] for s in train])
    w = np.sqrt(np.concatenate([sections[s]["totals"] for s in train]))
    w /= w.mean()
    mean = np.average(y, axis=0, weights=w)
    directions = np.linalg.svd((y - mean) * np.sqrt(w)[:, None], full_matrices=False)[2]
    return x, y, w, mean, directions


def predict(fitted, test, penalty, k):
    x, y, w, mean, directions = fitted
    factor = np.linalg.cholesky(rbf_kernel(x, gamma=GAMMA) + 1e-7 * np.eye(len(x)))
    query = np.linalg.solve(factor, rbf_kernel(x, context(sections[test]), gamma=GAMMA)).T
    ridge = Ridge(alpha=penalty, solver="cholesky").fit(factor, (y - mean) @ directions[:k].T, sample_weight=w)
    return ridge.predict(query) @ directions[:k] + mean


train = ["A", "B", "C"]
trials = {s: fit([t for t in train if t != s]) for s in train}
score = {(p, k): np.mean([pcc(sections[s]["expression"], predict(trials[s], s, p, k)) for s in train])
         for p in PENALTIES for k in COMPONENTS}
best = max(score, key=score.get)
left = np.vstack([sections[s]["expression"] - predict(trials[s], s, *best) for s in train])
spread = np.sqrt((left ** 2).mean(0))
out = {"context": context(sections["A"]), "directions": fit(train)[4][:3] * np.sign(
           [d[np.argmax(np.abs(d))] for d in fit(train)[4][:3]])[:, None],
       "fixed": predict(fit(train), "T", 0.3, 3), "choice": np.array(best), "validation": np.array([score[best]]),
       "predicted": predict(fit(train), "T", *best), "spread": spread,
       "multipliers": np.quantile(np.abs(left) / spread, (0.5, 0.9), method="inverted_cdf")}
with open(sys.argv[1], "w") as f:
    for name, section in sections.items():
        for key, values in section.items():
            f.write(f"{name}.{key} {' '.join(f'{v:g}' for v in values.ravel())}\n")
    for key, values in out.items():
        f.write(f"{key} {' '.join(f'{v:.9g}' for v in np.ravel(values))}\n")
