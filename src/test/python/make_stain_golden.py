"""Stain profiles and normalised pixels of two synthetic stainings, by torchstain 1.4.1 (Macenko) and histomicstk 1.4.0 (Reinhard).

    pip download --no-deps -d peers torchstain==1.4.1 histomicstk==1.4.0 && for w in peers/*.whl; do unzip -qo $w -d peers/site; done
    python src/test/python/make_stain_golden.py peers/site

Needs numpy. Only the peers' modules of numpy code are loaded, so none of their other requirements.
"""
import importlib.util
import pathlib
import sys
import types

import numpy as np

OUT = pathlib.Path(__file__).resolve().parents[1] / "resources/golden/stain"


def load(site, name, path, **stand_ins):
    for stand_in, module in stand_ins.items():
        sys.modules[stand_in.replace("__", ".")] = module
    spec = importlib.util.spec_from_file_location(name, site / path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def peers(site):
    class Normalizer:
        pass

    base = types.ModuleType("torchstain.base.normalizers")
    base.HENormalizer = Normalizer
    sys.modules["torchstain.base.normalizers"] = base
    macenko = load(site, "torchstain.macenko", "torchstain/numpy/normalizers/macenko.py").NumpyMacenkoNormalizer
    folder = "histomicstk/preprocessing/color_conversion/"
    package = types.ModuleType("conversion")
    package.__path__ = [str(site / folder)]
    sys.modules["conversion"] = package
    to_lab = load(site, "conversion.rgb_to_lab", folder + "rgb_to_lab.py").rgb_to_lab
    to_rgb = load(site, "conversion.lab_to_rgb", folder + "lab_to_rgb.py").lab_to_rgb
    statistics = load(site, "conversion.lab_mean_std", folder + "lab_mean_std.py").lab_mean_std
    conversion = types.ModuleType("histomicstk.preprocessing.color_conversion")
    conversion.rgb_to_lab, conversion.lab_to_rgb = to_lab, to_rgb
    preprocessing = types.ModuleType("histomicstk.preprocessing")
    preprocessing.color_conversion = conversion
    sys.modules.update({"histomicstk": types.ModuleType("histomicstk"), "histomicstk.preprocessing": preprocessing})
    reinhard = load(site, "peer.reinhard", "histomicstk/preprocessing/color_normalization/reinhard.py").reinhard
    return macenko, statistics, reinhard


def staining(rng, haematoxylin, eosin, strengths, pixels):
    """Pixels of tissue of two stains in all mixtures, as [pixel][1][3]: an image one pixel wide."""
    amount = rng.gamma(2.0, 0.35, (pixels, 2)) * strengths
    od = amount @ np.array([haematoxylin, eosin]) + rng.normal(0, 0.01, (pixels, 3))
    rgb = np.clip(np.round(240 * np.exp(-od) - 1), 1, 255).astype(np.uint8)
    # green light is taken: tissue, as the sample of a section has it
    return rgb[-np.log((rgb[:, 1].astype(float) + 1) / 240) >= 0.15].reshape(-1, 1, 3)


def write(name, columns, rows):
    lines = ["\t".join(columns)] + ["\t".join(repr(float(x)) if isinstance(x, float) else str(x) for x in row) for row in rows]
    (OUT / name).write_text("\n".join(lines) + "\n")


def main(site):
    macenko, statistics, reinhard = peers(pathlib.Path(site))
    rng = np.random.default_rng(3)
    images = {
        "pale": staining(rng, [0.62, 0.70, 0.35], [0.15, 0.90, 0.40], [0.8, 0.6], 4000),
        "dark": staining(rng, [0.56, 0.72, 0.41], [0.22, 0.80, 0.56], [1.5, 1.1], 4000),
    }
    OUT.mkdir(parents=True, exist_ok=True)
    profiles = []
    fitted = {}
    for name, image in images.items():
        (OUT / f"{name}.rgb").write_bytes(image.tobytes())
        peer = macenko()
        peer.fit(image)
        assert (peer.HERef.T.sum(1) > 0).all() and (peer.maxCRef > 0).all(), "an eigenvector of the wrong sign: another seed"
        mean, sd = statistics(image)
        fitted[name] = peer, mean, sd
        profiles.append([name, "macenko", *map(float, peer.HERef.T.ravel()), *map(float, peer.maxCRef)])
        profiles.append([name, "reinhard", *map(float, mean), *map(float, sd), "", ""])
    write("profiles.tsv", ["image", "method", *(f"v{i}" for i in range(8))], profiles)
    # floor of the new sample, as both peers end
    changed, _, _ = fitted["dark"][0].normalize(images["pale"], stains=False)
    (OUT / "pale_macenko.rgb").write_bytes(changed.tobytes())
    _, mean, sd = fitted["dark"]
    changed = reinhard(images["pale"], mean, sd, *fitted["pale"][1:])
    (OUT / "pale_reinhard.rgb").write_bytes(changed.tobytes())


if __name__ == "__main__":
    main(sys.argv[1])
