"""What stain normalisation is for: one simulated section, stained otherwise than those that models learn from.

    mvn -q package -DskipTests && python bench/stain/recolour.py WORK efficientnet_lite0.safetensors [MODELS] > recolour.tsv

A run that was stopped goes on with what lies in WORK; MODELS (colour,ridge,...) can be measured one after the other. Simulates four
sections (196 spots each), learns from three, and predicts the fourth: as it is, with other amounts of stain, and with another gamma. Columns: mean
PCC over all 400 genes of the panel, 60 of which the image drives. Needs numpy and Pillow; the steps do the rest.
"""
import csv
import pathlib
import subprocess
import sys

import numpy as np
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
TRAIN, TEST = ("P1S1", "P1S2", "P2S1"), "P2S2"
MODELS = ("colour", "ridge", "heclip", "heclip_plus")
METHODS = ("none", "reinhard", "macenko")
# Macenko's reference directions, by which the simulation stains
STAINS = np.array([[0.5626, 0.7201, 0.4062], [0.2159, 0.8012, 0.5581]])


def amounts(haematoxylin, eosin):
    """Scales the two stains of an image by Beer and Lambert's law; what is neither stays."""
    def change(rgb):
        od = -np.log((rgb + 1) / 256)
        amount = od.reshape(-1, 3) @ np.linalg.pinv(STAINS)
        more = (amount * (np.array([haematoxylin, eosin]) - 1)) @ STAINS
        return 256 * np.exp(-(od + more.reshape(od.shape))) - 1
    return change


CHANGES = {
    "as it is": lambda rgb: rgb,
    "haematoxylin x 0.7, eosin x 1.3": amounts(0.7, 1.3),
    "haematoxylin x 1.4, eosin x 0.6": amounts(1.4, 0.6),
    "both x 0.6": amounts(0.6, 0.6),
    "gamma 1.5": lambda rgb: 255 * (rgb / 255) ** 1.5,
    "gamma 0.6": lambda rgb: 255 * (rgb / 255) ** 0.6,
}


def step(name, *options):
    # files are written whole or not at all
    if str(options[-1]).endswith(".h5ad") and name != "predict" and pathlib.Path(options[-1]).exists():
        return
    subprocess.run(["java", "-jar", ROOT / f"target/steps/{name}.jar", *map(str, options)], check=True, stderr=subprocess.DEVNULL)


def main(work, weights, models=",".join(MODELS)):
    work = pathlib.Path(work)
    sim = work / "sim"
    if not (sim / "samplesheet.csv").exists():
        step("simulate", "--seed", 1, "--output", sim)
    rows = {row["section"]: row for row in csv.DictReader(open(sim / "samplesheet.csv"))}

    def prepare(section, name, image):
        row = rows[section]
        given = [f for k in ("spaceranger", "counts", "positions", "mpp") if row.get(k) for f in (f"--{k}", row[k] if k == "mpp" else sim / row[k])]
        step("ingest", "--section", section, "--patient", row["patient"], *given, "--image", image, "--output", work / f"{name}.h5ad")
        step("tile", "--section", work / f"{name}.h5ad", "--image", image, "--tile-px", 112, "--tile-mpp", "1.0", "--output", work / f"{name}.tiles.h5ad")

    for section in TRAIN:
        prepare(section, section, sim / rows[section]["image"])
    original = np.asarray(Image.open(sim / rows[TEST]["image"]).convert("RGB"), float)
    for i, change in enumerate(CHANGES.values()):
        image = work / f"changed{i}.png"
        Image.fromarray(np.clip(np.round(change(original)), 0, 255).astype(np.uint8)).save(image)
        prepare(TEST, f"changed{i}", image)
    fold = work / "fold.yml"
    patients = ", ".join(f"{s}: {rows[s]['patient']}" for s in (*TRAIN, TEST))
    fold.write_text(f"id: {TEST}\nscheme: leave_one_section_out\ntrain: [{', '.join(TRAIN)}]\nvalidation: [P2S1]\ntest: [{TEST}]\npatients: {{{patients}}}\n")

    print("section", *(f"{model}, {method}" for model in models.split(",") for method in METHODS), sep="\t")
    table = {change: [] for change in CHANGES}
    for model in models.split(","):
        for method in METHODS:
            if model == models.split(",")[0]:
                target = []
                if method != "none":
                    step("stain", "--fold", fold, "--tiles", *(work / f"{s}.tiles.h5ad" for s in TRAIN), "--method", method, "--output", work / f"{method}.yml")
                    target = ["--stain", work / f"{method}.yml"]
                for name in (*TRAIN, *(f"changed{i}" for i in range(len(CHANGES)))):
                    step("embed", "--tiles", work / f"{name}.tiles.h5ad", "--encoder", "efficientnet_lite0", "--weights", weights, *target,
                         "--threads", 2, "--output", work / f"{name}.{method}.h5ad")
            folder = work / f"{model}.{method}"
            step("train", "--fold", fold, "--model", model, "--sections", *(work / f"{s}.h5ad" for s in TRAIN), "--embeddings",
                 *(work / f"{s}.{method}.h5ad" for s in TRAIN), "--n-hvg", 100, "--n-heg", 400, "--threads", 2, "--output", folder)
            for i, change in enumerate(CHANGES):
                step("predict", "--model", folder, "--section", work / f"changed{i}.h5ad", "--embeddings", work / f"changed{i}.{method}.h5ad",
                     "--threads", 2, "--output", work / "prediction.h5ad")
                step("evaluate", "--prediction", work / "prediction.h5ad", "--model-card", folder / "model.yml", "--bootstrap", 2, "--output", work / "figures")
                panel = next(row for row in csv.DictReader(open(work / "figures/panels.tsv"), delimiter="\t") if row["panel"] == "all")
                table[change].append(float(panel["mean"]))
    for change, means in table.items():
        print(change, *(f"{mean:.3f}" for mean in means), sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
