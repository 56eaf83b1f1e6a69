"""A run of many sections made from a small real one, for bench/report/run.py: its sections, predictions, evaluations and models under new names.

    python3 bench/report/make.py RESULTS FOLDER SECTIONS [SECTIONS_OF_A_PATIENT [MODEL...]]      needs h5py, numpy, PyYAML

RESULTS is what a run such as `-profile test` left. Counts get noise, so that no two sections hold the same spots; figures of a section are multiplied by a number
of its own, so that sections differ. Every tenth section gets a warning of the alignment. Started again after it was stopped, it goes on.
"""
import json
import shutil
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import yaml

ROOT = Path(__file__).parent.parent.parent
results, out, sections = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
per_patient = int(sys.argv[4]) if len(sys.argv) > 4 else 10
models = sys.argv[5:] or ["heclip", "ridge", "colour", "mean"]
# columns that a section's own number multiplies
SCALED = {"pcc", "spearman", "ci_low", "ci_high", "mean", "ari"}


def text(parent, name, value):
    attributes = dict(parent[name].attrs)
    del parent[name]
    parent[name] = value
    parent[name].attrs.update(attributes)


def rename(file, old, new, patient, fold=None, rng=None):
    with h5py.File(file, "r+") as f:
        heclip = f["uns/heclip"]
        text(heclip, "section", new)
        text(heclip, "patient", patient)
        text(heclip, "image_sha256", f"sha256 of {new}")
        if fold:
            text(heclip, "fold", fold)
        else:
            f["X/data"][...] += rng.integers(0, 3, f["X/data"].shape)
            if int(new[1:]) % 10 == 0:
                attributes = dict(heclip["align_warnings"].attrs)
                del heclip["align_warnings"]
                heclip.create_dataset("align_warnings", data=["a warning of the bench"], dtype=h5py.string_dtype())
                heclip["align_warnings"].attrs.update(attributes)
        if "spatial" in f["uns"]:
            f["uns/spatial"].move(old, new)
        for column, value in (("section", new), ("patient", patient)):
            if column in f["obs"]:
                f[f"obs/{column}/categories"][...] = value


def copy(source, target, old, new, patient, fold=None, rng=None):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    rename(target, old, new, patient, fold, rng)


def slim(source, target):
    """A prediction without its images, of which `report` reads none."""
    with h5py.File(source) as f, h5py.File(target, "w") as g:
        g.attrs.update(f.attrs)
        for name in f:
            f.copy(f[name], g, name) if name != "uns" else g.create_group("uns").attrs.update(f["uns"].attrs)
        f.copy(f["uns/heclip"], g["uns"], "heclip")


def tables(source):
    """Of each table the header, and the rows as texts and, where a figure is multiplied, numbers."""
    found = {}
    for file in source.glob("*.tsv"):
        header, *rows = (line.split("\t") for line in file.read_text().splitlines())
        found[file.name] = header, [dict(zip(header, row)) for row in rows]
    return found


def evaluation(base, target, section, fold, factor):
    target.mkdir(parents=True, exist_ok=True)
    for name, (header, rows) in base.items():
        scaled = SCALED & set(header)
        lines = ["\t".join(header)]
        for row in rows:
            now = {**row, "section": section, "fold": fold}
            for column in scaled:
                if now[column]:
                    now[column] = "%.6g" % max(-1, min(1, factor * float(now[column])))
            lines.append("\t".join(now[column] for column in header))
        (target / name).write_text("\n".join(lines) + "\n")


real = sorted(file.stem for file in (results / "sections").glob("*.h5ad"))
cards = {model: {yml.parent.name: yml for yml in (results / "models" / model).glob("*/model.yml")} for model in models}
foldof = {}
for section in real:
    with h5py.File(results / "predictions" / models[0] / f"{section}.h5ad") as f:
        foldof[section] = f["uns/heclip/fold"][()].decode()
base = {}
for model in models:
    for section in real:
        folder = out / "base" / f"{model}.{section}"
        if not (folder / "genes.tsv").exists():
            subprocess.run(["java", "-jar", ROOT / "target/steps/evaluate.jar", "--prediction", results / "predictions" / model / f"{section}.h5ad", "--model-card", cards[model][foldof[section]], "--output", folder], check=True)
        base[model, section] = tables(folder)
        slim(results / "predictions" / model / f"{section}.h5ad", out / "base" / f"{model}.{section}.h5ad")

names = [f"S{i:04d}" for i in range(sections)]
patient_of = {name: f"Q{i // per_patient:03d}" for i, name in enumerate(names)}
spots = {}
for i, name in enumerate(names):
    old, patient, rng = real[i % len(real)], patient_of[name], np.random.default_rng([1, i])
    genes, spots[name] = len(base[models[0], old]["genes.tsv"][1]), len(base[models[0], old]["spots.tsv"][1])
    qc = out / "qc" / f"{name}.tsv"
    if qc.exists():
        continue
    copy(results / "sections" / f"{old}.h5ad", out / "sections" / f"{name}.h5ad", old, name, patient, rng=rng)
    factor = 1 + 0.3 * rng.normal()
    for model in models:
        copy(out / "base" / f"{model}.{old}.h5ad", out / "predictions" / model / f"{name}.h5ad", old, name, patient, patient)
        evaluation(base[model, old], out / "evaluations" / f"{model}.{name}", name, patient, factor + 0.05 * rng.normal())
    qc.parent.mkdir(exist_ok=True)
    qc.write_text("section\tpatient\tpassed\treason\tspots_before\tspots_after\tgenes_before\tgenes_after\tmedian_counts\tmedian_genes\n" + f"{name}\t{patient}\ttrue\t\t{spots[name]}\t{spots[name]}\t{genes}\t{genes}\t5000\t380\n")

for model in models:
    source = next(iter(cards[model].values()))
    card = yaml.safe_load(source.read_text())
    for patient in sorted(set(patient_of.values())):
        folder = out / "models" / model / patient
        folder.mkdir(parents=True, exist_ok=True)
        training = [name for name in names if patient_of[name] != patient]
        card |= dict(fold=patient, validation=training[-1:], training=[dict(section=name, patient=patient_of[name], spots=spots[name], image_sha256=f"sha256 of {name}") for name in training])
        card["fitted_on"] = dict(panel=training, harmony=None, scaling=None, stain=None)
        # JSON is YAML, and a thousand sections are written in no time
        (folder / "model.yml").write_text(json.dumps(card))
        shutil.copyfile(source.parent / "training.tsv", folder / "training.tsv")

checks = ["same_spots", "overlapping_tiles", "same_patient", "patient_spelling", "same_image", "same_counts", "similar_tiles", "validation_twins"]
audit = [f"honest\t{p}\t\t{check}\tpassed\t" for p in sorted(set(patient_of.values())) for check in checks]
audit += [f"honest\t{p}\t{model}\t{check}\tpassed\t" for p in sorted(set(patient_of.values())) for model in models for check in ("fitted_on", "refitted")]
(out / "audit.tsv").write_text("\n".join(["protocol\tfold\tmodel\tcheck\tverdict\tdetail", *audit]) + "\n")
for file in ("params.json", "versions.yml"):
    shutil.copyfile(results / "pipeline_info" / file, out / file)
