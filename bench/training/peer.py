"""The same steps in torch and timm, eager; see run.py. Arguments: step|embed ENCODER BATCH PX GENES STEPS cpu|gpu [channels_last]."""

import sys
import time

import timm
import torch
from torch import nn

what, encoder = sys.argv[1:3]
batch, px, genes, steps = map(int, sys.argv[3:7])
device = {"cpu": "cpu", "gpu": "cuda"}[sys.argv[7]]
layout = torch.channels_last if "channels_last" in sys.argv else torch.contiguous_format
torch.set_num_threads(2)
torch.manual_seed(1)


class Head(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.projection = nn.Linear(width, genes)
        self.fc = nn.Linear(genes, genes)
        self.norm = nn.LayerNorm(genes)

    def forward(self, x):
        p = self.projection(x)
        return self.norm(p + nn.functional.dropout(self.fc(nn.functional.gelu(p)), 0.1))


def resident():
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


trunk = timm.create_model(encoder, pretrained=False, num_classes=0).to(device, memory_format=layout)
pixels = torch.randint(256, (batch, 3, px, px), dtype=torch.uint8)
mean = torch.tensor([0.485, 0.456, 0.406], device=device).view(3, 1, 1)
sd = torch.tensor([0.229, 0.224, 0.225], device=device).view(3, 1, 1)


def images():
    """As ours: bytes go over, and are normalised there."""
    return pixels.to(device).float().contiguous(memory_format=layout).div_(255).sub_(mean).div_(sd)


if what == "embed":
    trunk.eval()

    def step():
        with torch.no_grad():
            trunk(images()).cpu().numpy()
else:
    head = Head(trunk.num_features)
    network = nn.Sequential(trunk, head).train().to(device)
    spots = torch.randn(batch, genes)
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-5, weight_decay=1e-3)

    def step():
        optimiser.zero_grad()
        p = network(images())
        targets = torch.softmax(p @ p.T, 1)
        loss = -(targets * torch.log_softmax(p @ spots.to(device).T, 1)).sum(1).mean()
        loss.backward()
        optimiser.step()
        loss.item()


step()
wall, processor = [], []
for i in range(steps):
    start, used = time.perf_counter(), time.process_time()
    step()
    wall.append(time.perf_counter() - start)
    processor.append(time.process_time() - used)
    if i == steps // 6:
        early = resident()
print(f"{sorted(wall)[steps // 2]:.4f} {sorted(processor)[steps // 2]:.4f} {early:.0f} {resident():.0f}")
