"""Makes the images of bench/slide from one real H&E image, repeated (mirrored) to the size: 2 GB, and 2.6 GB of the largest pyramids.

usage: python make.py IMAGE FOLDER [--edge 20000]
"""

import argparse
import itertools
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
del pixels, level

# pyramids that no array holds: the tiles of one square are encoded once and written again and again
square = np.ascontiguousarray(cv2.cvtColor(cv2.imread(options.image), cv2.COLOR_BGR2RGB)[:8192, :8192])


def encoded(image):
    """JPEG tiles of 256 px, [row][column]."""
    buffer = folder / "square.tif"
    tifffile.imwrite(buffer, image, **{**tile, **jpeg})
    with tifffile.TiffFile(buffer) as file:
        page = file.pages[0]
        handle = file.filehandle
        tiles = [handle.seek(at) and handle.read(size) for at, size in zip(page.dataoffsets, page.databytecounts)]
        tables = page.jpegtables
    buffer.unlink()
    side = image.shape[0] // 256
    return [tiles[i * side : (i + 1) * side] for i in range(side)], tables


for edge in (60000, 100000):
    with tifffile.TiffWriter(folder / f"pyramid_{edge}.tif", bigtiff=True) as writer:
        part, size, step = square, edge, 0
        while size > 2000:
            rows, tables = encoded(part)
            across = -(-size // 256)
            data = (rows[y % len(rows)][x % len(rows)] for y, x in itertools.product(range(across), repeat=2))
            writer.write(
                data, shape=(size, size, 3), dtype="uint8", photometric="ycbcr", subsampling=(2, 2), compression="jpeg", tile=(256, 256),
                jpegtables=tables, metadata=None, subfiletype=1 if step else 0,
            )
            part = cv2.resize(part, (part.shape[1] // 2, part.shape[0] // 2), interpolation=cv2.INTER_AREA)
            size, step = size // 2, step + 1
