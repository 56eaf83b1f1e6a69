"""A small TorchScript encoder and its features, a module that gives maps, and a state dict, for org.heclip.model.TorchScriptTest.

Run: python src/test/python/torchscript_golden.py src/test/resources/golden/model
Made with torch 2.7.1 (CPU).
"""

import sys

import torch
from model_golden import Lcg, tiles, write
from torch import nn


def drawn(module):
    lcg = Lcg(17)
    with torch.no_grad():
        for name, value in sorted(module.state_dict().items()):
            if value.dtype == torch.float32:
                shift = 1.0 if name.endswith("running_var") else 0.0
                value.copy_(torch.from_numpy(lcg.values(value.numel(), 0.5, shift)).reshape(value.shape))
    return module


if __name__ == "__main__":
    folder = sys.argv[1]
    body = [nn.Conv2d(3, 4, 3, stride=2), nn.BatchNorm2d(4), nn.GELU()]
    encoder = drawn(nn.Sequential(*body, nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Dropout(0.5)))
    # saved in training mode: dropout and batch statistics would show
    torch.jit.script(encoder.train()).save(f"{folder}/encoder.pt")
    torch.jit.script(drawn(nn.Sequential(*body))).save(f"{folder}/maps.pt")
    torch.save(encoder.state_dict(), f"{folder}/state_dict.pt")
    x = torch.from_numpy(tiles(3, 20)).permute(0, 3, 1, 2).double() / 255
    mean = torch.tensor([0.7, 0.5, 0.6]).double().view(1, 3, 1, 1)
    sd = torch.tensor([0.2, 0.3, 0.25]).double().view(1, 3, 1, 1)
    with torch.no_grad():
        write(f"{folder}/torchscript.txt", {"features": encoder.double().eval()((x - mean) / sd)})
