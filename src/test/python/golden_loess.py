"""Golden data of LoessTest: fitted values of scikit-misc's loess (netlib's dloess) with degree 2 and span 0.3, as scanpy calls it.

Usage: golden_loess.py OUTPUT_DIR    (needs scikit-misc 0.5.3)
"""
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from skmisc.loess import loess


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(3)
    smooth = rng.normal(size=400)
    # means of counts: few values at the low end, each many times
    counts = rng.poisson(rng.gamma(0.2, 8, (30, 300)))
    mean, variance = counts.mean(0), counts.var(0, ddof=1)
    tied = np.log10(mean[variance > 0])
    for name, x, y in (
        ("smooth", smooth, np.sin(2 * smooth) + 0.3 * rng.normal(size=400)),
        ("tied", tied, np.log10(variance[variance > 0])),
    ):
        model = loess(x, y, span=0.3, degree=2)
        model.fit()
        with open(out / f"{name}.tsv", "w") as f:
            f.write(f"# scikit-misc {version('scikit-misc')}\n")
            pd.DataFrame({"x": x, "y": y, "fitted": model.outputs.fitted_values}).to_csv(f, sep="\t", index=False, float_format="%.17g")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
