"""Writes AnnData and 10x files with anndata, scanpy and h5py, gzipped, and beside each what a reader must find, as text.

Usage: make_h5ad_golden.py FOLDER [SEED]

The committed files in src/test/resources/golden/h5ad were made with seed 1 (anndata 0.12, scanpy 1.11). The text has one
line an element; floats are the hexadecimal of their bits, so that nothing is lost in printing.
"""

import gzip
import struct
import sys
import warnings
from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import scanpy as sc
import scipy.sparse as sp

warnings.filterwarnings("ignore")
folder = Path(sys.argv[1])
seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
rng = np.random.default_rng(seed)
lines = []


def number(value):
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, np.float32):
        return struct.pack(">f", value).hex()
    if isinstance(value, (float, np.floating)):
        return struct.pack(">d", float(value)).hex()
    return str(value)


def line(path, text):
    lines.append(f"{path}\t{text}\n")


def matrix(path, values):
    sparse = sp.issparse(values)
    dense = values.toarray() if sparse else values
    kind = "sparse" if sparse else "dense"
    line(path, f"{kind} {dense.shape[0]} x {dense.shape[1]} " + "|".join(number(np.float32(v)) for v in dense.ravel()))


def frame(path, index, columns):
    line(path, "|".join(index))
    for name, (kind, values) in columns.items():
        line(f"{path}/{name}", kind + "".join("|" + number(v) for v in values))


def categorical(categories, codes, ordered=False):
    return f"Categorical {'ordered ' if ordered else ''}{'|'.join(categories)} :", codes


def array(path, kind, values):
    values = np.asarray(values)
    shape = "x".join(map(str, values.shape))
    line(path, f"{kind} {shape} " + "".join("|" + number(v) for v in values.ravel()))


def finish(name):
    path = folder / name
    (folder / f"{name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    path.unlink()
    (folder / name).with_suffix(".txt").write_text("".join(lines), encoding="utf-8")
    lines.clear()


def names(prefix, size):
    return [f"{prefix}{i}" for i in range(size)]


def random_counts(rows, cols):
    return sp.random(rows, cols, 0.3, "csr", np.float64, rng, data_rvs=lambda n: rng.integers(1, 500, n))


def current():
    """What anndata 0.12 writes, compressed, with every encoding we read."""
    spots, genes = 7, 5
    counts = random_counts(spots, genes).astype(np.int64)
    unsorted = sp.csr_matrix(([1.0, 2.0, 3.0], [4, 0, 2], [0, 3, 3, 3, 3, 3, 3, 3]), (spots, genes))
    unsorted.has_sorted_indices = True  # keeps scipy from sorting them
    doubles = rng.normal(size=(spots, genes))
    codes = [1, -1, 0, 2, 0, 0, 2]
    obs = pd.DataFrame(index=[f"späť_{i}_{rng.integers(100)}" for i in range(spots)])
    obs["text"] = pd.Series(["", "b", "ü", "a", "b b", "細", "-"], index=obs.index, dtype=object)
    obs["label"] = pd.Categorical.from_codes(codes, ["x", "ü", "z"], ordered=True)
    obs["year"] = pd.Categorical.from_codes(codes, [2019, 2020, 2021])
    obs["int8"] = np.arange(-3, 4, dtype=np.int8)
    obs["uint32"] = np.arange(2**32 - 7, 2**32, dtype=np.uint32)
    obs["float32"] = doubles[:, 0].astype(np.float32)
    obs["bool"] = doubles[:, 1] > 0
    obs["maybe_int"] = pd.array([1, None, 3, 4, 5, 6, 7], dtype="Int64")
    obs["maybe_bool"] = pd.array([True, None, False, True, True, True, False], dtype="boolean")
    obs["maybe_text"] = pd.array(["b", None, "ä", "c", "d", "e", "f"], dtype="string")
    obs["full_int"] = pd.array(range(spots), dtype="Int32")
    var = pd.DataFrame(index=names("g", genes))
    spatial = rng.uniform(0, 9000, (spots, 2))
    image = rng.integers(0, 255, (3, 4, 3), dtype=np.uint8)
    adata = anndata.AnnData(counts, obs, var)
    adata.layers["columns"] = sp.csc_matrix(counts)
    adata.layers["doubles"] = doubles
    adata.layers["unsorted"] = unsorted
    adata.obsm["spatial"] = spatial
    adata.obsm["half"] = doubles[:, :2].astype(np.float16)
    adata.obsm["frame"] = pd.DataFrame({"a": range(spots)}, index=obs.index)
    adata.obsm["tiles"] = np.zeros((spots, 2, 2, 3), np.uint8)
    adata.varm["PCs"] = np.zeros((genes, 2))
    adata.obsp["near"] = sp.eye(spots, format="csr")
    adata.raw = adata
    adata.uns = {
        "nothing": None,
        "ranked": np.rec.fromarrays([[1.0, 2.0]], names=["score"]),
        "spatial": {"lib ä": {"images": {"hires": image}, "scalefactors": {"spot_diameter_fullres": 89.5}}},
        "colors": np.array(["#ff0000", "#00ff00"]),
        "flag": True,
        "number": 5,
        "frame": pd.DataFrame({"v": [1.5]}, index=["row"]),
        "choice": pd.Categorical(["b", "a", "b"]),
        "sparse": sp.eye(3, format="csr"),
        "empty": {},
    }
    anndata.settings.allow_write_nullable_strings = True
    adata.write_h5ad(folder / "current.h5ad", compression="gzip", convert_strings_to_categoricals=False)

    matrix("X", counts)
    missing_int = [np.float64("nan") if v is pd.NA else np.float64(v) for v in obs["maybe_int"]]
    columns = {
        "text": ("Strings", list(obs["text"])),
        "label": categorical(["x", "ü", "z"], codes, True),
        "year": categorical(["2019", "2020", "2021"], codes),
        "int8": ("Ints", obs["int8"]),
        "uint32": ("Ints", obs["uint32"]),
        "float32": ("Doubles", obs["float32"].astype(np.float64)),
        "bool": ("Bools", obs["bool"]),
        "maybe_int": ("Doubles", missing_int),
        "maybe_bool": categorical(["False", "True"], [1, -1, 0, 1, 1, 1, 0]),
        "maybe_text": categorical(["b", "c", "d", "e", "f", "ä"], [0, -1, 5, 1, 2, 3, 4]),
        "full_int": ("Ints", list(range(spots))),
    }
    frame("obs", obs.index, columns)
    frame("var", var.index, {})
    matrix("layers/columns", counts)
    matrix("layers/doubles", doubles)
    matrix("layers/unsorted", unsorted)
    array("obsm/half", "float", doubles[:, :2].astype(np.float16).astype(np.float32))
    array("obsm/spatial", "double", spatial)
    line("uns", "{7}")
    array("uns/choice", "String", ["b", "a", "b"])
    array("uns/colors", "String", ["#ff0000", "#00ff00"])
    line("uns/empty", "{0}")
    line("uns/flag", "Boolean true")
    frame("uns/frame", ["row"], {"v": ("Doubles", [1.5])})
    line("uns/number", "Long 5")
    line("uns/spatial", "{1}")
    line("uns/spatial/lib ä", "{2}")
    line("uns/spatial/lib ä/images", "{1}")
    array("uns/spatial/lib ä/images/hires", "byte", image)
    line("uns/spatial/lib ä/scalefactors", "{1}")
    line("uns/spatial/lib ä/scalefactors/spot_diameter_fullres", f"Double {number(89.5)}")
    finish("current.h5ad")


def without_x():
    anndata.AnnData(obs=pd.DataFrame(index=["a", "b"])).write_h5ad(folder / "without_x.h5ad")
    frame("obs", ["a", "b"], {})
    frame("var", [], {})
    line("uns", "{0}")
    finish("without_x.h5ad")


def old():
    """As anndata 0.7 wrote it: categories apart, no encodings on groups; big-endian counts, fixed-length names."""
    counts = rng.integers(0, 500, (4, 3)).astype(">i4")
    text = h5py.string_dtype()
    with h5py.File(folder / "old.h5ad", "w") as file:
        file.create_dataset("X", data=counts, chunks=(3, 2), compression="gzip", shuffle=True)
        obs = file.create_group("obs")
        obs.attrs.update({"_index": "barcode", "encoding-type": "dataframe", "encoding-version": "0.1.0"})
        obs.attrs["column-order"] = np.array(["type", "n"], dtype=object)
        obs.create_dataset("barcode", data=np.array([b"aa", b"bbb", b"c", b"d"]))
        obs.create_dataset("n", data=np.arange(4, dtype="u2"))
        codes = obs.create_dataset("type", data=np.array([1, 0, -1, 1], dtype="i1"))
        categories = obs.create_group("__categories").create_dataset("type", data=["k", "l"], dtype=text)
        categories.attrs["ordered"] = False
        codes.attrs["categories"] = categories.ref
        var = file.create_group("var")
        var.attrs.update({"_index": "index", "encoding-type": "dataframe", "encoding-version": "0.1.0"})
        var.attrs["column-order"] = np.array([], dtype=np.float64)
        var.create_dataset("index", data=["x", "y", "z"], dtype=text)
        file.create_group("obsm")
        file.create_group("uns").create_dataset("pair", data=np.array([1, 2], "u1"))
    matrix("X", counts)
    columns = {"type": categorical(["k", "l"], [1, 0, -1, 1]), "n": ("Ints", range(4))}
    frame("obs", ["aa", "bbb", "c", "d"], columns)
    frame("var", ["x", "y", "z"], {})
    line("uns", "{1}")
    array("uns/pair", "byte", [1, 2])
    finish("old.h5ad")


def records():
    """As anndata 0.5 and 0.6 wrote it: obs, var and obsm as record arrays, categories in uns, h5sparse's own attributes."""
    counts = random_counts(5, 4).astype(np.float32)
    spatial = rng.uniform(0, 99, (5, 2)).astype(np.float32)
    fraction = rng.normal(size=5).astype(np.float32)
    with h5py.File(folder / "records.h5ad", "w") as file:
        for name in ["X", "raw.X"]:
            group = file.create_group(name)
            group.attrs["h5sparse_format"] = "csr"
            group.attrs["h5sparse_shape"] = np.array([5, 4])
            for part in ["data", "indices", "indptr"]:
                group.create_dataset(part, data=getattr(counts, part), maxshape=(None,))
        obs = np.zeros(5, [("index", "S8"), ("type", "i1"), ("n", "i8"), ("fraction", "f4"), ("note", "S5"), ("ok", "?")])
        obs["index"] = [f"cell{i}" for i in range(5)]
        obs["type"], obs["n"], obs["fraction"] = [1, 0, -1, 1, 0], range(5), fraction
        obs["note"], obs["ok"] = [b"a", b"", b"bcd", b"e", b"fghij"], [True, False, True, True, False]
        file.create_dataset("obs", data=obs)
        var = np.array([(f"g{i}".encode(),) for i in range(4)], [("index", "S3")])
        file.create_dataset("var", data=var)
        file.create_dataset("raw.var", data=var)
        file.create_dataset("obsm", data=np.array([(row,) for row in spatial], [("spatial", "f4", (2,))]))
        uns = file.create_group("uns")
        uns.create_dataset("type_categories", data=["k", "l"], dtype=h5py.string_dtype())
        uns.create_dataset("number", data=3)
    adata = anndata.read_h5ad(folder / "records.h5ad")  # the oracle reads it as it is meant
    assert list(adata.obs["type"].cat.categories) == ["k", "l"] and list(adata.obs["type"].cat.codes) == [1, 0, -1, 1, 0]
    np.testing.assert_array_equal(adata.obsm["spatial"], spatial)
    assert list(adata.obs_names) == [f"cell{i}" for i in range(5)] and (adata.X != counts).nnz == 0
    matrix("X", counts)
    columns = {
        "type": categorical(["k", "l"], [1, 0, -1, 1, 0]),
        "n": ("Ints", range(5)),
        "fraction": ("Doubles", fraction.astype(np.float64)),
        "note": ("Strings", ["a", "", "bcd", "e", "fghij"]),
        "ok": ("Bools", [True, False, True, True, False]),
    }
    frame("obs", adata.obs_names, columns)
    frame("var", names("g", 4), {})
    array("obsm/spatial", "float", spatial)
    line("uns", "{2}")
    line("uns/number", "Long 3")
    array("uns/type_categories", "String", ["k", "l"])
    finish("records.h5ad")


def links():
    """A file that points elsewhere, which a reader must not follow."""
    with h5py.File(folder / "links.h5ad", "w") as file:
        file["obs"] = h5py.ExternalLink("/etc/hostname", "/obs")
        file["var"] = h5py.SoftLink("/obs")
    line("refused", "obs: is a soft or external link, which is not followed")
    finish("links.h5ad")


def lzf():
    """Text compressed with h5py's own filter, whose chunk length is then not stored."""
    with h5py.File(folder / "lzf.h5ad", "w") as file:
        anndata.io.write_elem(file, "var", pd.DataFrame(index=names("g", 3)))
        obs = pd.DataFrame(index=names("s", 40))
        anndata.io.write_elem(file, "obs", obs, dataset_kwargs={"compression": "lzf"})
    line("refused", "obs/_index: is text compressed with lzf, which cannot be read; write the file with gzip")
    finish("lzf.h5ad")


def tenx(name, legacy):
    counts = random_counts(6, 8).astype(np.int32)
    symbols = ["A", "B", "A", "A-1", "Ab_tag", "B", "A", "C"]
    kinds = ["Gene Expression"] * 8
    kinds[4] = "Gene Expression" if legacy else "Antibody Capture"
    with h5py.File(folder / name, "w") as file:
        group = file.create_group("GRCh38" if legacy else "matrix")
        group.create_dataset("data", data=counts.data, compression="gzip")
        group.create_dataset("indices", data=counts.indices.astype(np.int64))
        group.create_dataset("indptr", data=counts.indptr.astype(np.int64))
        group.create_dataset("shape", data=np.array([8, 6], np.int32))
        group.create_dataset("barcodes", data=np.array(names("ACGT-", 6), "S"))
        where = group if legacy else group.create_group("features")
        where.create_dataset("genes" if legacy else "id", data=np.array(names("ENSG", 8), "S"))
        where.create_dataset("gene_names" if legacy else "name", data=np.array(symbols, "S"))
        if not legacy:
            where.create_dataset("feature_type", data=np.array(kinds, "S"))
            where.create_dataset("genome", data=np.array(["GRCh38"] * 8, "S"))
    tenx_text(folder / name)
    finish(name)


def tenx_text(path):
    adata = sc.read_10x_h5(path)
    adata.var_names_make_unique()
    matrix("X", adata.X)
    frame("obs", adata.obs_names, {})
    kinds = ["gene_ids", "feature_types", "genome"]
    columns = {name: ("Strings", list(adata.var[name])) for name in kinds if name in adata.var}
    if "genome" not in columns:  # of the older layout scanpy does not say it
        with h5py.File(path) as file:
            columns["genome"] = ("Strings", list(file) * adata.n_vars)
    frame("var", adata.var_names, columns)
    line("uns", "{0}")


def tenx_group(group, symbols, counts, gene_key, symbol_key):
    group.create_dataset("data", data=counts.data)
    group.create_dataset("indices", data=counts.indices.astype(np.int64))
    group.create_dataset("indptr", data=counts.indptr.astype(np.int64))
    group.create_dataset("shape", data=np.array(counts.shape[::-1], np.int32))
    group.create_dataset("barcodes", data=np.array(names("ACGT-", counts.shape[0]), "S"))
    group.create_dataset(gene_key, data=np.array([f"{group.name[1:]}_{i}" for i in range(len(symbols))], "S"))
    group.create_dataset(symbol_key, data=np.array(symbols, "S"))


def tenx_genomes():
    """Cell Ranger 1 and 2 with two genomes: a group for each. scanpy reads one at a time."""
    parts = {"GRCh38": ["A", "B", "A"], "mm10": ["A", "c"]}
    with h5py.File(folder / "tenx_genomes.h5", "w") as file:
        for genome, symbols in parts.items():
            tenx_group(file.create_group(genome), symbols, random_counts(6, len(symbols)).astype(np.int32), "genes", "gene_names")
    read = [sc.read_10x_h5(folder / "tenx_genomes.h5", genome=genome) for genome in parts]
    matrix("X", sp.hstack([adata.X for adata in read]).tocsr())
    frame("obs", read[0].obs_names, {})
    ids = [i for adata in read for i in adata.var["gene_ids"]]
    genomes = [genome for genome, symbols in parts.items() for _ in symbols]
    frame("var", ["A", "B", "A-1", "A-2", "c"], {"gene_ids": ("Strings", ids), "genome": ("Strings", genomes)})
    line("uns", "{0}")
    finish("tenx_genomes.h5")


def tenx_probes():
    """Space Ranger's raw_probe_bc_matrix.h5: several probes a gene, some of them not counted, an antibody beside them."""
    gene = ["E1", "E2", "E1", "E3", "E2", "E1", "AB"]
    used = np.array([1, 1, 0, 0, 1, 1, 1], bool)
    counts = random_counts(6, 7).astype(np.int32)
    with h5py.File(folder / "tenx_probes.h5", "w") as file:
        group = file.create_group("matrix")
        tenx_group(group, names("p", 7), counts, "unused", "unused_too")
        group.create_dataset("filtered_barcodes", data=np.ones(6, bool))
        features = group.create_group("features")
        columns = {
            "id": names("probe", 7),
            "name": names("p", 7),
            "gene_id": gene,
            "gene_name": [f"name_{g}" for g in gene],
            "feature_type": ["Gene Expression"] * 6 + ["Antibody Capture"],
            "genome": ["GRCh38"] * 7,
            "probe_region": ["spliced"] * 7,
        }
        for name, column in columns.items():
            features.create_dataset(name, data=np.array(column, "S"))
        features.create_dataset("filtered_probes", data=used)
    adata = sc.read_10x_h5(folder / "tenx_probes.h5")  # probe by probe: the oracle of the counts
    summed = [adata.X[:, ((adata.var["gene_ids"] == g) & adata.var["filtered_probes"]).to_numpy()].sum(axis=1) for g in ["E1", "E2", "E3"]]
    matrix("X", sp.csr_matrix(np.hstack(summed)))
    frame("obs", adata.obs_names, {})
    kinds = {"gene_ids": ["E1", "E2", "E3"], "feature_types": ["Gene Expression"] * 3, "genome": ["GRCh38"] * 3}
    frame("var", ["name_E1", "name_E2", "name_E3"], {k: ("Strings", v) for k, v in kinds.items()})
    line("uns", "{0}")
    finish("tenx_probes.h5")


current()
without_x()
old()
links()
lzf()
tenx("tenx_v3.h5", False)
tenx("tenx_v2.h5", True)
records()
tenx_genomes()
tenx_probes()
for index, path in enumerate(map(Path, sys.argv[3:])):  # further 10x files, not made here
    (folder / f"given{index}.h5").write_bytes(path.read_bytes())
    tenx_text(path)
    finish(f"given{index}.h5")
