"""A large slide for the bench: a pyramid of JPEG tiles (BigTIFF), a small H&E image repeated.

make_slide.py IMAGE OUTPUT.tif [WIDTH HEIGHT]   needs opencv-python-headless, tifffile, numpy
"""

import sys

import cv2
import numpy as np
import tifffile

TILE = 512


def level(image, width, height):
    """Encoded tiles of the image repeated over width x height, each kind of tile encoded once."""
    whole = [n // TILE * TILE for n in image.shape[:2]]
    known = {}
    for y in range(0, height, TILE):
        for x in range(0, width, TILE):
            key = (y % whole[0], x % whole[1])
            if key not in known:
                tile = image[key[0] : key[0] + TILE, key[1] : key[1] + TILE]
                known[key] = cv2.imencode(".jpg", tile, [cv2.IMWRITE_JPEG_QUALITY, 80])[1].tobytes()
            yield known[key]


def main():
    source = cv2.imread(sys.argv[1])
    width, height = (int(n) for n in sys.argv[3:5]) if len(sys.argv) > 4 else (100_000, 80_000)
    common = {"dtype": np.uint8, "tile": (TILE, TILE), "photometric": "ycbcr", "subsampling": (2, 2), "compression": "jpeg"}
    with tifffile.TiffWriter(sys.argv[2], bigtiff=True) as tif:
        for scale in (1, 4, 16, 32):
            size = (-(-height // scale), -(-width // scale), 3)
            small = source if scale == 1 else cv2.resize(source, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
            small = np.tile(small, (-(-TILE // small.shape[0]) , -(-TILE // small.shape[1]), 1))
            tif.write(level(small, size[1], size[0]), shape=size, subfiletype=int(scale > 1), **common)


main()
