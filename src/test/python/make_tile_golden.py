"""Makes src/test/resources/golden/tile: numpy's colour statistics and OpenCV's resampling of a random image.

usage: python make_tile_golden.py FOLDER
"""

import sys
from pathlib import Path

import cv2
import numpy as np

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(11)
source = np.clip(cv2.resize(rng.uniform(0, 255, (9, 9, 3)), (48, 48), interpolation=cv2.INTER_CUBIC) + rng.normal(0, 20, (48, 48, 3)), 0, 255)
source = source.astype(np.uint8)
(out / "source.rgb").write_bytes(source.tobytes())
with open(out / "resampled.tsv", "w") as f:
    f.write("size\tmethod\tpixels\n")
    for size, name, method in [(24, "area", cv2.INTER_AREA), (16, "area", cv2.INTER_AREA), (32, "area", cv2.INTER_AREA),
                               (20, "area", cv2.INTER_AREA), (96, "linear", cv2.INTER_LINEAR), (70, "linear", cv2.INTER_LINEAR)]:
        small = cv2.resize(source, (size, size), interpolation=method)
        (out / f"{name}_{size}.rgb").write_bytes(small.tobytes())
        f.write(f"{size}\t{name}\t{name}_{size}.rgb\n")
# a wider view, 39 px around spots in the middle and over two edges, where a slide is white
padded = np.pad(source, ((30, 30), (30, 30), (0, 0)), constant_values=255)
wide = [cv2.resize(padded[30 + y - 19:30 + y + 20, 30 + x - 19:30 + x + 20], (16, 16), interpolation=cv2.INTER_AREA) for x, y in [(24, 24), (3, 45), (44, 20)]]
(out / "context_16.rgb").write_bytes(np.stack(wide).tobytes())
with open(out / "colour.tsv", "w") as f:
    f.write("edge\tvalues\n")
    for edge in [1, 2, 7, 48]:
        tile = source[:edge, :edge].astype(np.float64)
        values = []
        for c in range(3):
            q = tile[..., c].ravel()
            values += [q.mean(), q.std(), *np.percentile(q, [5, 25, 75, 95])]
        f.write(f"{edge}\t{' '.join(repr(float(v)) for v in values)}\n")
