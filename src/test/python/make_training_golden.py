"""Golden figures for the training loop of org.heclip.model, from torch: schedule, clipping, AdamW under both, past spots.

Run: python src/test/python/make_training_golden.py src/test/resources/golden/model
Made with torch 2.7.1 (CPU), in double precision.
"""

import sys

import numpy as np
import torch
from model_golden import Lcg, write
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR

EPOCHS, WARMUP, BATCHES = 6, 2, 5
RATE, DECAY, CLIP = 1e-2, 1e-1, 0.5


def scheduled(parameter):
    """torch's linear warm-up from one step's share to 1, then half a cosine to 0."""
    optimiser = torch.optim.AdamW([parameter], lr=RATE, weight_decay=DECAY)
    warm = WARMUP * BATCHES
    linear = LinearLR(optimiser, start_factor=1 / warm, end_factor=1, total_iters=warm - 1)
    cosine = CosineAnnealingLR(optimiser, T_max=(EPOCHS - WARMUP) * BATCHES)
    return optimiser, SequentialLR(optimiser, [linear, cosine], milestones=[warm])


def main(folder):
    lcg = Lcg(31)
    weights = torch.from_numpy(lcg.values(12)).double().reshape(4, 3).requires_grad_()
    x = torch.from_numpy(lcg.values(8)).double().reshape(2, 4)
    optimiser, schedule = scheduled(weights)
    rates, norms = [], []
    for _ in range(EPOCHS * BATCHES):
        optimiser.zero_grad()
        (x @ weights).exp().sum().backward()
        norms.append(float(torch.nn.utils.clip_grad_norm_([weights], CLIP)))
        rates.append(schedule.get_last_lr()[0])
        optimiser.step()
        schedule.step()

    lcg = Lcg(41)
    images, spots, past_images, past_spots = (
        torch.from_numpy(lcg.values(n * 4)).double().reshape(n, 4) for n in (3, 3, 5, 5)
    )
    images.requires_grad_()
    targets = torch.softmax(images @ torch.cat([images, past_images]).T / 0.7, dim=1)
    logits = images @ torch.cat([spots, past_spots]).T / 0.7
    loss = -(targets * torch.log_softmax(logits, dim=1)).sum(1).mean()
    loss.backward()
    write(
        f"{folder}/training.txt",
        {
            "rates": rates,
            "norms": norms,
            "weights": weights.detach().numpy(),
            "past.loss": np.array([loss.item()]),
            "past.grad": images.grad.numpy(),
        },
    )


if __name__ == "__main__":
    main(sys.argv[1])
