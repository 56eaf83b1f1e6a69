"""The same work in Python: tiles at positions from a slide, their colour statistics by numpy, features by torch.

peer.py SECTION.h5ad SLIDE.tif ENCODER WEIGHTS.safetensors SCALE FIRST COUNT SOURCE_PX TILE_PX   (SCALE: mean and sd of red, green, blue) needs torch, timm, tifffile, zarr, imagecodecs, opencv, anndata
"""

import resource
import sys
import time

import anndata
import cv2
import numpy as np
import tifffile
import timm
import torch
import zarr
from safetensors.torch import load_file

section, slide, encoder, weights, scale = sys.argv[1:6]
first, count = int(sys.argv[6]), int(sys.argv[7])
source_px, tile_px = float(sys.argv[8]), int(sys.argv[9])
torch.set_num_threads(2)
# the weights are those of TensorFlow's padding
model = timm.create_model("tf_" + encoder if encoder.startswith("efficientnet") else encoder, pretrained=False, num_classes=0).eval()
model.load_state_dict(load_file(weights), strict=False)
xy = anndata.read_h5ad(section).obsm["spatial"][first : first + count]
mean, sd = torch.tensor([float(v) for v in scale.split()]).view(2, 1, 3, 1, 1)
started = time.perf_counter()
pixels = zarr.open(tifffile.imread(slide, aszarr=True, level=0), mode="r")
side = round(source_px)
features, colours = [], []


def colour(rgb):
    return np.concatenate([rgb.mean(0), rgb.std(0), *np.percentile(rgb, (5, 25, 75, 95), axis=0)])


with torch.inference_mode():
    for start in range(0, len(xy), 32):
        batch = []
        for x, y in xy[start : start + 32]:
            left, top = int(x - source_px / 2 + 0.5), int(y - source_px / 2 + 0.5)
            tile = np.asarray(pixels[max(0, top) : top + side, max(0, left) : left + side])
            batch.append(cv2.resize(tile, (tile_px, tile_px), interpolation=cv2.INTER_AREA))
            colours.append(colour(batch[-1].reshape(-1, 3)))
        images = torch.from_numpy(np.stack(batch)).permute(0, 3, 1, 2).float() / 255
        features.append(model((images - mean) / sd))
seconds = time.perf_counter() - started
print(f"{len(xy)} {seconds:.2f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} {torch.cat(features).mean():.6f}")
