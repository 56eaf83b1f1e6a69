"""Golden figures for the networks of org.heclip.model: loss, gradients and ten AdamW steps, from torch in double precision.

The formulas are written down here from the papers and their published code, not from the Java: heclip (hvg, heg), bleep, mclstexp, stnet.
Weights and inputs come from the generator of model_golden.py, so that only results are stored.
Run: python src/test/python/rival_models_golden.py src/test/resources/golden/model
Made with torch 2.7.1 (CPU).
"""

import sys

import numpy as np
import torch
from model_golden import Lcg, write
from torch.nn import functional as F

BATCH, FEATURES, GENES, DIMENSION, SIDE, INNER, HEADS, LAYERS = 6, 11, 9, 7, 5, 16, 8, 2
TEMPERATURE = 1.5
# array coordinates of the spots; row and column 3 are nobody's
ROWS, COLUMNS = [0, 1, 4, 2, 1, 0], [2, 0, 1, 4, 1, 2]


def head_shapes(prefix, width):
    return {
        f"{prefix}projection.weight": (DIMENSION, width),
        f"{prefix}projection.bias": (DIMENSION,),
        f"{prefix}fc.weight": (DIMENSION, DIMENSION),
        f"{prefix}fc.bias": (DIMENSION,),
        f"{prefix}layer_norm.weight": (DIMENSION,),
        f"{prefix}layer_norm.bias": (DIMENSION,),
    }


def transformer_shapes():
    shapes = {"spot.x_embed.weight": (SIDE, GENES), "spot.y_embed.weight": (SIDE, GENES)}
    for layer in range(LAYERS):
        at = f"spot.blocks.{layer}."
        shapes |= {
            f"{at}attn.norm.weight": (GENES,),
            f"{at}attn.norm.bias": (GENES,),
            f"{at}attn.to_qkv.weight": (3 * INNER, GENES),
            f"{at}attn.to_out.weight": (GENES, INNER),
            f"{at}attn.to_out.bias": (GENES,),
            f"{at}ff.norm.weight": (GENES,),
            f"{at}ff.norm.bias": (GENES,),
            f"{at}ff.fc1.weight": (GENES, GENES),
            f"{at}ff.fc1.bias": (GENES,),
            f"{at}ff.fc2.weight": (GENES, GENES),
            f"{at}ff.fc2.bias": (GENES,),
        }
    return shapes


def projection(x, w, at, mask):
    """Projection head of BLEEP (Xie et al., NeurIPS 2023), taken over by HECLIP and mclSTExp."""
    p = F.linear(x, w[at + "projection.weight"], w[at + "projection.bias"])
    y = F.linear(F.gelu(p), w[at + "fc.weight"], w[at + "fc.bias"])
    return F.layer_norm(p + y * mask, (DIMENSION,), w[at + "layer_norm.weight"], w[at + "layer_norm.bias"])


def soft_cross_entropy(logits, targets):
    """Rows of logits against rows of targets, one value a row."""
    return (-targets * F.log_softmax(logits, dim=-1)).sum(1)


def heclip_loss(images, spots):
    """Paper: targets softmax(I I' / T) by row; the published code transposes them after the softmax."""
    targets = F.softmax(images @ images.T / TEMPERATURE, dim=-1)
    return soft_cross_entropy((spots @ images.T / TEMPERATURE).T, targets).mean()


def bleep_loss(images, spots):
    """As published: the temperature divides the logits and multiplies the targets' similarities; targets transposed for the images."""
    logits = spots @ images.T / TEMPERATURE
    targets = F.softmax((images @ images.T + spots @ spots.T) / 2 * TEMPERATURE, dim=-1)
    return ((soft_cross_entropy(logits, targets) + soft_cross_entropy(logits.T, targets.T)) / 2).mean()


def mclstexp_loss(images, spots):
    logits = spots @ images.T / TEMPERATURE
    own = torch.arange(len(images))
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2


def attention(x, w, at):
    b = len(x)
    y = F.layer_norm(x, (GENES,), w[at + "norm.weight"], w[at + "norm.bias"])
    q, k, v = F.linear(y, w[at + "to_qkv.weight"]).chunk(3, dim=-1)
    q, k, v = (t.reshape(b, HEADS, INNER // HEADS).transpose(0, 1) for t in (q, k, v))
    out = F.scaled_dot_product_attention(q, k, v).transpose(0, 1).reshape(b, INNER)
    return F.linear(out, w[at + "to_out.weight"], w[at + "to_out.bias"])


def feed_forward(x, w, at):
    y = F.layer_norm(x, (GENES,), w[at + "norm.weight"], w[at + "norm.bias"])
    y = F.gelu(F.linear(y, w[at + "fc1.weight"], w[at + "fc1.bias"]))
    return F.linear(y, w[at + "fc2.weight"], w[at + "fc2.bias"])


def spot_encoder(expression, w):
    x = expression + w["spot.x_embed.weight"][ROWS] + w["spot.y_embed.weight"][COLUMNS]
    for layer in range(LAYERS):
        x = attention(x, w, f"spot.blocks.{layer}.attn.") + x
        x = feed_forward(x, w, f"spot.blocks.{layer}.ff.") + x
    return x


def loss_of(model, w, features, expression, masks):
    if model == "stnet":
        return F.mse_loss(F.linear(features, w["head.weight"], w["head.bias"]), expression)
    if model == "mclstexp":
        images = projection(features, w, "head.", 1)
        return mclstexp_loss(images, projection(spot_encoder(expression, w), w, "spot.head.", 1))
    images = projection(features, w, "head.", masks[0])
    if model == "heclip":
        return heclip_loss(images, expression[:, :DIMENSION])
    spots = projection(expression, w, "spot.head.", masks[1])
    return heclip_loss(images, spots) if model == "heclip_heg" else bleep_loss(images, spots)


def shapes_of(model):
    if model == "stnet":
        return {"head.weight": (GENES, FEATURES), "head.bias": (GENES,)}
    shapes = head_shapes("head.", FEATURES)
    if model != "heclip":
        shapes |= head_shapes("spot.head.", GENES)
    return shapes | transformer_shapes() if model == "mclstexp" else shapes


def golden(model, folder):
    lcg = Lcg(33)
    w = {}
    for name, shape in sorted(shapes_of(model).items()):
        values = lcg.values(int(np.prod(shape)), 0.5).astype(np.float64)
        w[name] = torch.from_numpy(values).reshape(shape).requires_grad_()
    features = torch.from_numpy(lcg.values(BATCH * FEATURES).astype(np.float64)).reshape(BATCH, FEATURES)
    expression = torch.from_numpy(lcg.values(BATCH * GENES, 1.0, 1.0).astype(np.float64)).reshape(BATCH, GENES)
    masks = []
    for _ in range(2):
        kept = np.where(lcg.values(BATCH * DIMENSION) < -0.8, 0, np.float32(1 / 0.9)).astype(np.float64)
        masks.append(torch.from_numpy(kept).reshape(BATCH, DIMENSION))
    optimiser = torch.optim.AdamW(w.values(), lr=1e-3, weight_decay=1e-3)
    arrays = {}
    for step in range(1, 11):
        optimiser.zero_grad()
        loss = loss_of(model, w, features, expression, masks)
        loss.backward()
        if step == 1:
            arrays["loss"] = [loss.item()]
            arrays |= {f"{name}.grad": value.grad.clone() for name, value in w.items()}
        optimiser.step()
        if step in (1, 10):
            arrays |= {f"{name}.step{step}": value.detach().clone() for name, value in w.items()}
    arrays["loss10"] = [loss.item()]
    write(f"{folder}/{model}.txt", arrays)


if __name__ == "__main__":
    torch.set_num_threads(1)
    for name in ("heclip", "heclip_heg", "bleep", "mclstexp", "stnet"):
        golden(name, sys.argv[1])
