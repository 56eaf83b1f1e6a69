"""What each part of heclip_plus is worth: python ablation.py FOLDER > ablation.tsv

Where the embeddings have a wider view (tile --context-um), what that adds comes last. FOLDER holds, for each of three or more sections, <section>.h5ad (after qc) and <section>.embeddings.h5ad (embed). One section is left out
at a time ("test"); penalties and numbers of components are those with the best mean PCC on training sections that are
left out of the training sections in turn ("validation"). Genes: the 1,000 highest expressed of the training sections.
"""
import itertools
import pathlib
import sys

import anndata
import numpy as np
import torch
from scipy.spatial.distance import cdist

GENES, TOP = 1000, 50
PENALTIES = (0.03, 0.1, 0.3, 1, 3, 10, 30)
WIDTHS = (1, 2, 4)
folder = pathlib.Path(sys.argv[1])
torch.set_num_threads(1)


def standard(x):
    sd = x.std(0)
    return (x - x.mean(0)) / np.where(sd > 1e-7 * np.abs(x.mean(0)), sd, 1)


class Section:
    def __init__(self, path):
        counts, images = anndata.read_h5ad(path), anndata.read_h5ad(path.with_suffix(".embeddings.h5ad"))
        counts = counts[images.obs_names]
        x = counts.X.toarray() if hasattr(counts.X, "toarray") else counts.X
        self.counts, self.genes = x.astype(float), {g: i for i, g in enumerate(counts.var_names)}
        self.totals = self.counts.sum(1)
        self.distance = cdist(images.obsm["spatial"], images.obsm["spatial"])
        apart = np.sort(np.where(self.distance > 0, self.distance, np.inf).min(1))
        self.pitch = apart[len(apart) // 2]
        self.blocks = {k: np.asarray(images.obsm[k], float) for k in images.obsm if k != "spatial" and k != "tiles"}

    def around(self, x, width):
        w = np.exp(-self.distance ** 2 / (2 * (width * self.pitch) ** 2)) * (self.distance <= 3 * width * self.pitch)
        return w @ x / w.sum(1, keepdims=True)

    def features(self, names, context):
        out = []
        for name in names:
            for width in (0,) + (WIDTHS if context and not name.startswith("context_") else ()):
                block = self.blocks[name] if width == 0 else self.around(self.blocks[name], width)
                out.append(standard(block) / np.sqrt(block.shape[1]))
        return np.hstack(out) / np.sqrt(len(out))


paths = sorted(p for p in folder.glob("*.h5ad") if p.with_suffix(".embeddings.h5ad").exists())
sections = {p.stem: Section(p) for p in paths}
stages = sorted(k for k in next(iter(sections.values())).blocks if k.startswith("stage"))


class Fold:
    """Training sections and one left out, log-normalised to the training spots' median total."""

    def __init__(self, train, test):
        self.train, self.test = train, test
        shared = [g for g in sections[train[0]].genes if all(g in sections[s].genes for s in train)]
        target = np.median(np.concatenate([sections[s].totals for s in train]))

        def normalised(s, genes):
            section = sections[s]
            columns = np.array([section.genes.get(g, -1) for g in genes])
            x = np.where(columns >= 0, section.counts[:, columns], 0)
            return np.log1p(x / np.maximum(section.totals, 1)[:, None] * target)

        mean = np.vstack([normalised(s, shared) for s in train]).mean(0)
        genes = [shared[i] for i in np.argsort(-mean, kind="stable")[:GENES]]
        self.y = np.vstack([normalised(s, genes) for s in train])
        self.truth = normalised(test, genes)
        self.totals = np.concatenate([sections[s].totals for s in train])

    def score(self, predicted):
        a, b = predicted - predicted.mean(0), self.truth - self.truth.mean(0)
        d = np.sqrt((a * a).sum(0) * (b * b).sum(0))
        r = np.where(d > 1e-9, (a * b).sum(0) / np.where(d > 1e-9, d, 1), 0)
        return r[:TOP].mean(), r.mean()


names = list(sections)
outer = {t: Fold([s for s in names if s != t], t) for t in names}
inner = {t: [Fold([s for s in names if s not in (t, v)], v) for v in names if v != t] for t in names}
cache = {}


def inputs(fold, blocks, context):
    for s in fold.train + [fold.test]:
        if (s, blocks, context) not in cache:
            cache[s, blocks, context] = sections[s].features(blocks, context)
    return np.vstack([cache[s, blocks, context] for s in fold.train]), cache[fold.test, blocks, context]


def remembered(key, compute):
    if key not in cache:
        cache[key] = compute()
    return cache[key]


def kernels(fold, blocks, context, kernel):
    x, query = inputs(fold, blocks, context)
    return tuple(np.exp(-0.3 * cdist(a, x, "sqeuclidean")) if kernel else a @ x.T for a in (x, query))


def regress(fold, penalty, components, blocks, context=True, weighted=True, kernel=True, smooth=0):
    key = (tuple(fold.train), fold.test, weighted)
    w = np.sqrt(fold.totals) if weighted else np.ones(len(fold.totals))
    w = w / w.mean()
    p = w / w.sum()
    mean = p @ fold.y
    y = fold.y - mean
    back = np.eye(y.shape[1])
    if components:
        back = remembered(key + ("svd",), lambda: np.linalg.svd(y * np.sqrt(w)[:, None], full_matrices=False)[2][:40])

    def scores():
        gram, cross = remembered(key + (blocks, context, kernel), lambda: kernels(fold, blocks, context, kernel))
        row = gram @ p
        gram, cross = gram - row[:, None] - row + p @ row, cross - (cross @ p)[:, None] - row + p @ row
        return cross @ np.linalg.solve(gram + penalty * np.diag(1 / w), y @ back.T)

    some = remembered(key + (blocks, context, kernel, penalty, components > 0), scores)
    k = components or some.shape[1]
    predicted = some[:, :k] @ back[:k] + mean
    return sections[fold.test].around(predicted, smooth) if smooth else predicted


class Head(torch.nn.Module):
    """HECLIP's image head."""

    def __init__(self, features, width):
        super().__init__()
        self.p, self.f = torch.nn.Linear(features, width), torch.nn.Linear(width, width)
        self.drop, self.norm = torch.nn.Dropout(0.1), torch.nn.LayerNorm(width)

    def forward(self, x):
        p = self.p(x)
        return self.norm(p + self.drop(self.f(torch.nn.functional.gelu(p))))


def retrieve(fold, blocks, context=True, epochs=10, top=50, size=128):
    """HECLIP on the same features: image-centric contrast, cosine similarity, mean of the 50 nearest."""
    torch.manual_seed(1)
    x, query = inputs(fold, blocks, context)
    scale = 1 / x.std()
    x, query, spots = (torch.tensor(a).float() for a in (x * scale, query * scale, fold.y))
    head = Head(x.shape[1], spots.shape[1])
    optimiser = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=1e-3)
    for _ in range(epochs):
        for batch in torch.randperm(len(x)).split(size):
            images = head(x[batch])
            targets = torch.softmax(images @ images.T, 1)
            loss = -(targets * torch.log_softmax(images @ spots[batch].T, 1)).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    head.eval()
    with torch.no_grad():
        unit = torch.nn.functional.normalize
        nearest = (unit(head(query)) @ unit(head(x)).T).topk(min(top, len(x)), 1).indices.numpy()
    return fold.y[nearest].mean(1)


def row(name, predict, grid):
    """Chosen by the mean over validation sections, for each left-out section on its own."""
    test, validation, choices = [], [], []
    for t in names:
        tried = {o: np.mean([f.score(predict(f, *o)) for f in inner[t]], 0) for o in grid}
        best = max(tried, key=lambda o: tried[o][1])
        choices.append("/".join(f"{v:g}" for v in best))
        validation.append(tried[best])
        test.append(outer[t].score(predict(outer[t], *best)))
    v, m = np.mean(validation, 0), np.mean(test, 0)
    print(name, *(f"{f:.3f}" for f in (*v, *m)), " ".join(choices), sep="\t", flush=True)


seen = tuple(stages) + ("colour",)


def retrieved(fold):
    return remembered((tuple(fold.train), fold.test, "retrieved"), lambda: retrieve(fold, seen))


# the model's own choice begins at 10 since the last rows were seen
full, ranks = list(itertools.product(PENALTIES, (3, 5, 10, 20, 40))), list(itertools.product(PENALTIES, (0,)))
last = list(itertools.product(PENALTIES + (100, 300), (0,)))
print("variant", "validation_heg50", "validation_heg1000", "test_heg50", "test_heg1000", "penalty/components by section", sep="\t")
plain = dict(context=False, weighted=False, kernel=False)
row("colours, linear", lambda f, p, k: regress(f, p, k, ("colour",), **plain), ranks)
row("last layer, linear", lambda f, p, k: regress(f, p, k, ("features",), **plain), last)
row("stages + colours, linear", lambda f, p, k: regress(f, p, k, seen, **plain), ranks)
row("+ surroundings", lambda f, p, k: regress(f, p, k, seen, weighted=False, kernel=False), ranks)
row("+ weights by counts", lambda f, p, k: regress(f, p, k, seen, kernel=False), ranks)
row("+ components", lambda f, p, k: regress(f, p, k, seen, kernel=False), full)
row("+ Gaussian kernel = heclip_plus", lambda f, p, k: regress(f, p, k, seen), full)
row("heclip_plus without surroundings", lambda f, p, k: regress(f, p, k, seen, context=False), full)
row("heclip_plus without weights", lambda f, p, k: regress(f, p, k, seen, weighted=False), full)
row("heclip_plus without components", lambda f, p, k: regress(f, p, k, seen), ranks)
row("heclip_plus without stages", lambda f, p, k: regress(f, p, k, ("colour",)), full)
row("heclip_plus without colours", lambda f, p, k: regress(f, p, k, tuple(stages)), full)
row("heclip_plus, last layer for stages", lambda f, p, k: regress(f, p, k, ("features", "colour")), full)
row("heclip_plus, prediction smoothed (0.7 pitches)", lambda f, p, k: regress(f, p, k, seen, smooth=0.7), full)
row("contrastive retrieval on the same features", retrieved, [()])
for share in (0, 0.1, 0.25, 0.5):
    row(f"10 components, {share:g} of contrastive retrieval",
        lambda f, p, k: (1 - share) * regress(f, p, k, seen) + share * retrieved(f), list(itertools.product((0.1, 0.3), (10,))))
wider = tuple("context_" + stage for stage in stages if "context_" + stage in next(iter(sections.values())).blocks)
if wider:
    row("last layer and wider view's, linear", lambda f, p, k: regress(f, p, k, ("features", "context_features"), **plain), last)
    row("heclip_plus + wider view", lambda f, p, k: regress(f, p, k, seen + wider), full)
    row("heclip_plus + wider view, without surroundings", lambda f, p, k: regress(f, p, k, seen + wider, context=False), full)
