"""Makes the images of bench/slide from one real H&E image, repeated (mirrored) to the size.

usage: python make.py IMAGE FOLDER [--edge 20000]
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import tifffile

arguments = argparse.ArgumentParser()
arguments.add_argument("image")
arguments.add_argument("folder", type=Path)
arguments.add_argument("--edge", type=int, default=20000)
options = arguments.parse_args()
edge = options.edge
folder = options.folder
folder.mkdir(parents=True, exist_ok=True)

tissue = cv2.cvtColor(cv2.imread(options.image), cv2.COLOR_BGR2RGB)[:9000, :9000]
small = np.ascontiguousarray(tissue)
cv2.imwrite(str(folder / "baseline.jpg"), small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 90])
cv2.imwrite(str(folder / "progressive.jpg"), small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 90, cv2.IMWRITE_JPEG_PROGRESSIVE, 1])
cv2.imwrite(str(folder / "plain.png"), small[..., ::-1])

h, w = tissue.shape[:2]
pixels = np.empty((edge, edge, 3), np.uint8)
for y in range(0, edge, h):
    for x in range(0, edge, w):
        part = tissue[:: -1 if y // h % 2 else 1, :: -1 if x // w % 2 else 1][: edge - y, : edge - x]
        pixels[y : y + part.shape[0], x : x + part.shape[1]] = part
del tissue, small

tile = dict(photometric="rgb", tile=(256, 256), metadata=None, bigtiff=True)
jpeg = dict(photometric="ycbcr", subsampling=(2, 2), compression="jpeg", compressionargs={"level": 90})
tifffile.imwrite(folder / "strips_raw.tif", pixels, photometric="rgb", bigtiff=True, rowsperstrip=16, metadata=None)
tifffile.imwrite(folder / "tiled_jpeg.tif", pixels, **{**tile, **jpeg})
with tifffile.TiffWriter(folder / "pyramid.tif", bigtiff=True) as writer:
    level = pixels
    for step in range(3):
        writer.write(level, **{**{k: v for k, v in tile.items() if k != "bigtiff"}, **jpeg}, subfiletype=1 if step else 0)
        level = cv2.resize(level, (level.shape[1] // 2, level.shape[0] // 2), interpolation=cv2.INTER_AREA)
tifffile.imwrite(folder / "tiled_deflate.tif", pixels, compression="zlib", compressionargs={"level": 1}, predictor=True, **tile)
tifffile.imwrite(folder / "strips_lzw.tif", pixels, photometric="rgb", compression="lzw", rowsperstrip=4, bigtiff=True, metadata=None)
