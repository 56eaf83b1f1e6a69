"""What anndata finds in h5ad files, as text beside each, one line an element, as ElementText.java writes what we find.

Usage: anndata_text.py FILE...             writes FILE.txt for each
       anndata_text.py random FOLDER SEED COUNT    writes COUNT random files and their text

Floats are the hexadecimal of their bits, so that nothing is lost in printing.
"""

import sys
import warnings
from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import scipy.sparse as sp

warnings.filterwarnings("ignore")


class Text:
    def __init__(self):
        self.lines = []

    def line(self, path, value):
        self.lines.append(f"{path}\t{value}\n")

    def element(self, path, value):
        if value is None:
            self.line(path, "None")
        elif isinstance(value, dict) or hasattr(value, "keys") and not isinstance(value, pd.DataFrame):
            self.line(path, "dict")
            for name in sorted(value.keys(), key=java_order):
                self.element(f"{path}/{name}", value[name])
        elif isinstance(value, pd.DataFrame):
            self.frame(path, value)
        elif sp.issparse(value):
            shape = "x".join(map(str, value.shape))
            self.line(
                path,
                f"{value.format} {shape} {described(value.data)} indices{values(value.indices)}"
                f" indptr{values(value.indptr)}",
            )
        elif isinstance(value, (pd.Categorical, pd.Index, pd.api.extensions.ExtensionArray)):
            self.column(path, value)
        elif isinstance(value, np.ndarray) and value.dtype.names:
            self.line(path, "records " + "|".join(value.dtype.names))
            for name in value.dtype.names:
                self.line(f"{path}/{name}", described(value[name]))
        elif isinstance(value, np.ndarray):
            self.line(path, f"array {described(value)}")
        else:
            value = value.item() if isinstance(value, np.generic) else value
            self.line(path, f"scalar {scalar_type(value)}  {values(np.asarray(value))}")

    def frame(self, path, frame):
        index = frame.index.name or "_index"
        self.line(path, f"frame {index} " + "|".join(frame.columns))
        members = {index: frame.index} | {name: frame[name].array for name in frame.columns}
        for name in sorted(members, key=java_order):
            self.column(f"{path}/{name}", members[name])

    def column(self, path, column):
        if isinstance(column, pd.Categorical):
            self.line(path, ("ordered" if column.ordered else "categorical") + values(column.codes))
            self.column(f"{path}/categories", column.categories)
        elif isinstance(column, (pd.arrays.IntegerArray, pd.arrays.BooleanArray)) or (
            isinstance(column.dtype, pd.StringDtype) and column.dtype.na_value is pd.NA
        ):
            kind = "string" if isinstance(column.dtype, pd.StringDtype) else column.dtype.numpy_dtype.name
            shown = ("|NA" if v is pd.NA else "|" + number(v if kind == "string" else np.dtype(kind).type(v)) for v in column)
            self.line(path, f"nullable {kind} " + "".join(shown))
        else:
            self.line(path, f"array {described(np.asarray(column))}")


def scalar_type(value):
    """anndata turns a number without axes into Python's own type."""
    return "string" if isinstance(value, str) else type(value).__name__ if isinstance(value, (bool, int, float)) else value.dtype.name


def java_order(name):
    return name.encode("utf-16-be")


def number(value):
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, np.floating):
        return value.astype(value.dtype.newbyteorder(">")).tobytes().hex() if value.dtype.itemsize > 8 else (
            np.asarray(value, value.dtype.newbyteorder(">")).tobytes().hex()
        )
    if isinstance(value, bytes):
        return value.decode()
    return str(value)


def values(array):
    return "".join("|" + number(v) for v in np.asarray(array).ravel())


def described(array):
    kind = "string" if array.dtype.kind in "OSUT" else array.dtype.name
    return f"{kind} " + "x".join(map(str, array.shape)) + " " + values(array)


def text_of(path):
    adata = anndata.read_h5ad(path)
    text = Text()
    members = {k: getattr(adata, k) for k in ["X", "layers", "obs", "obsm", "obsp", "uns", "var", "varm", "varp"]}
    members["layers"] = dict(adata.layers)
    if adata.X is None:
        with h5py.File(path) as file:
            if "X" not in file:
                del members["X"]
    if adata.raw is not None:
        members["raw"] = {"X": adata.raw.X, "var": adata.raw.var, "varm": dict(adata.raw.varm)}
    for name in sorted(members):
        value = members[name]
        text.element(name, value if value is None or isinstance(value, (pd.DataFrame, np.ndarray)) or sp.issparse(value) else dict(value))
    return "".join(text.lines)


# what anndata 0.8 cannot write is not asked of it
OLD = not hasattr(anndata, "settings")
LETTERS = list("abcXYZ019 _-.äß細🔬")
NUMBERS = ["u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8"]


class Maker:
    """One random AnnData after another."""

    def __init__(self, rng):
        self.rng = rng

    def chance(self, p=0.5):
        return self.rng.random() < p

    def word(self):
        return "".join(self.rng.choice(LETTERS, self.rng.integers(0, 9)))

    def name(self, prefix):
        return prefix + self.word().replace(".", "")

    def numbers(self, shape, kind=None):
        kind = np.dtype(kind or self.rng.choice(NUMBERS))
        raw = self.rng.integers(0, 256, (*shape, kind.itemsize), dtype=np.uint8)
        array = np.frombuffer(raw.tobytes(), kind).reshape(shape).copy()
        if kind.kind == "f":  # one NaN for all: text shows the bits
            array[np.isnan(array)] = np.nan
        return array

    def matrix(self, rows, cols, kinds=("f4", "i4", "f8", "i8")):
        kind = self.rng.choice(list(kinds))
        if self.chance(0.3):
            return self.numbers((rows, cols), kind)
        fmt = "csr" if self.chance() else "csc"
        return sp.random(rows, cols, 0.4, fmt, np.float64, self.rng, lambda n: self.rng.integers(1, 99, n)).astype(kind)

    def column(self, size):
        which = self.rng.choice([0, 1, 2, 3, 4, 6] if OLD else 7)
        if which == 0:
            return np.array([self.word() for _ in range(size)], dtype=object)
        if which == 1:
            return self.rng.random(size) < 0.5
        if which == 2:
            categories = [f"c{i}{self.word()}" for i in range(self.rng.integers(1, 5))]
            codes = self.rng.integers(-1, len(categories), size)
            return pd.Categorical.from_codes(codes, categories, ordered=self.chance())
        if which == 3:
            return pd.array([None if self.chance(0.3) else int(v) for v in self.rng.integers(0, 99, size)], dtype=self.rng.choice(["Int64", "UInt8", "Int16"]))
        if which == 4:
            return pd.array([None if self.chance(0.3) else bool(self.chance()) for _ in range(size)], dtype="boolean")
        if which == 5:
            return pd.array([None if self.chance(0.3) else self.word() for _ in range(size)], dtype="string")
        return self.numbers((size,), self.rng.choice(["u1", "u2", "u4", "i1", "i2", "i4", "i8", "f4", "f8"]))

    def frame(self, index):
        columns = {self.name(f"k{i}"): self.column(len(index)) for i in range(self.rng.integers(0, 5))}
        return pd.DataFrame(columns, index=pd.Index(index, dtype=object))

    def mapping(self, depth=0):
        return {self.name(f"u{i}"): self.value(depth) for i in range(self.rng.integers(0, 6))}

    def value(self, depth):
        which = self.rng.integers(0, 9)
        if which == 0 and depth < 3:
            return self.mapping(depth + 1)
        if which == 1:
            return self.frame([f"r{i}" for i in range(self.rng.integers(0, 4))])
        if which == 2:
            return self.word()
        if which == 3 and not OLD:
            return None
        if which == 4:
            return self.numbers((), self.rng.choice(["i8", "f8", "f4", "u1"]))[()]
        if which == 5:
            return bool(self.chance())
        if which == 6:
            return np.array([self.word() for _ in range(self.rng.integers(0, 5))], dtype=object)
        if which == 7:
            return self.matrix(*self.rng.integers(0, 5, 2))
        return self.numbers(tuple(self.rng.integers(0, 4, self.rng.integers(1, 5))))

    def axis_array(self, size, index):
        which = self.rng.integers(0, 4)
        if which == 0:
            return self.matrix(size, self.rng.integers(1, 4))
        if which == 1:
            return self.frame(index)
        if which == 2:
            return self.numbers((size, 2, 2, 3), "u1")
        return self.numbers((size, self.rng.integers(0, 4)))

    def axis(self, prefix, index):
        return {self.name(f"{prefix}{i}"): self.axis_array(len(index), index) for i in range(self.rng.integers(0, 3))}

    def pairs(self, size):
        return {self.name(f"p{i}"): self.matrix(size, size) for i in range(self.rng.integers(0, 2))}

    def anndata(self):
        spots, genes = self.rng.integers(0, 7), self.rng.integers(0, 6)
        obs_names = [f"s{i}{self.word()}" for i in range(spots)]
        var_names = [f"g{i}{self.word()}" for i in range(genes)]
        adata = anndata.AnnData(
            self.matrix(spots, genes) if self.chance(0.8) else None,
            self.frame(obs_names),
            self.frame(var_names),
            obsm=self.axis("m", obs_names),
            varm=self.axis("v", var_names),
            uns=self.mapping(),
        )
        for name, value in self.pairs(spots).items():
            adata.obsp[name] = value
        for name, value in self.pairs(genes).items():
            adata.varp[name] = value
        if adata.X is not None and self.chance(0.3):
            adata.raw = anndata.AnnData(self.matrix(spots, genes + 2), adata.obs, self.frame([*var_names, "y", "z"]))
        for i in range(self.rng.integers(0, 3)):
            adata.layers[self.name(f"l{i}")] = self.matrix(spots, genes)
        return adata


def write(adata, path, compression):
    """0.8 turns texts into categories in any case."""
    adata.write_h5ad(path, compression=compression, **({} if OLD else {"convert_strings_to_categoricals": False}))


def main(arguments):
    if arguments[0] == "random":
        folder, seed, count = Path(arguments[1]), int(arguments[2]), int(arguments[3])
        if not OLD:
            anndata.settings.allow_write_nullable_strings = True
        for i in range(count):
            maker = Maker(np.random.default_rng(seed + i))
            path = folder / f"random{i}.h5ad"
            write(maker.anndata(), path, maker.rng.choice([None, "gzip"]))
            path.with_suffix(".h5ad.txt").write_text(text_of(path), encoding="utf-8")
        return
    paths = [Path(a) for a in arguments]
    if len(paths) == 1 and paths[0].is_dir():
        paths = sorted(paths[0].glob("*.h5ad"))
    for path in paths:
        path.with_suffix(path.suffix + ".txt").write_text(text_of(path), encoding="utf-8")


main(sys.argv[1:])
