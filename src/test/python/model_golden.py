"""Golden figures for org.heclip.model, from timm and torch.

Weights and inputs come from a generator that the Java tests repeat (class Lcg), so that only results are stored.
Run: python src/test/python/model_golden.py src/test/resources/golden/model
Made with timm 1.0, torch 2.7.1 (CPU).
"""

import sys

import numpy as np
import timm
import torch


class Lcg:
    """x <- 1664525 x + 1013904223 modulo 2^32; a uniform value in [-1, 1) as float32."""

    def __init__(self, seed):
        self.x = seed

    def values(self, n, scale=1.0, shift=0.0):
        out = np.empty(n, dtype=np.float64)
        for i in range(n):
            self.x = (1664525 * self.x + 1013904223) & 0xFFFFFFFF
            out[i] = self.x / 2.0**31 - 1.0
        return (out * scale + shift).astype(np.float32)


def fill(name, shape, lcg):
    n = int(np.prod(shape))
    if name.endswith("running_var"):
        v = lcg.values(n, 0.5, 1.0)
    elif len(shape) > 1:
        fan_out = shape[0] * int(np.prod(shape[2:]))
        v = lcg.values(n, float(np.sqrt(6.0 / fan_out)))
    elif name.endswith("weight"):
        v = lcg.values(n, 0.1, 0.2)
    else:
        v = lcg.values(n, 0.1)
    return torch.from_numpy(v.reshape(shape))


def tiles(n, px):
    lcg = Lcg(99)
    v = lcg.values(n * px * px * 3, 127.5, 127.5)
    return np.floor(v).clip(0, 255).astype(np.uint8).reshape(n, px, px, 3)


def normalised(rgb):
    """In double precision: float32's own rounding is then the test's, not the oracle's."""
    x = torch.from_numpy(rgb).permute(0, 3, 1, 2).double() / 255
    mean = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
    sd = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
    return (x - mean) / sd


def write(path, arrays):
    with open(path, "w") as out:
        for name, values in arrays.items():
            flat = np.asarray(values, dtype=np.float64).ravel()
            out.write(name + " " + " ".join(f"{v:.9g}" for v in flat) + "\n")


def efficientnet(folder):
    """timm's tf_efficientnet_lite0: TensorFlow padding; an odd and an even tile."""
    model = timm.create_model("tf_efficientnet_lite0", pretrained=False, num_classes=0)
    lcg = Lcg(7)
    state = {}
    for key in sorted(k for k in model.state_dict() if not k.endswith("num_batches_tracked")):
        state[key] = fill(key, tuple(model.state_dict()[key].shape), lcg)
    model.load_state_dict(state, strict=False)
    model.double().eval()
    arrays = {}
    with torch.no_grad():
        for px in (64, 75):
            x = torch.from_numpy(tiles(2, px)).permute(0, 3, 1, 2).double() / 255
            arrays[f"features{px}"] = model((x - 0.5) / 0.5)[:, ::16]
    write(f"{folder}/efficientnet_lite0.txt", arrays)


def encoder(name, folder):
    torch.manual_seed(0)
    model = timm.create_model(name, pretrained=False, num_classes=0)
    lcg = Lcg(7)
    state = {}
    for key in sorted(k for k in model.state_dict() if not k.endswith("num_batches_tracked")):
        state[key] = fill(key, tuple(model.state_dict()[key].shape), lcg)
    model.load_state_dict(state, strict=False)
    model.double().eval()
    with torch.no_grad():
        features = model(normalised(tiles(2, 64)))
    model.train()
    trained = model(normalised(tiles(4, 96)))
    # well-scaled scalar whose gradient reaches every layer
    (trained * torch.linspace(-1, 1, trained.shape[1]).double()).mean().backward()
    grads = {n: p.grad for n, p in model.named_parameters()}
    write(
        f"{folder}/{name}.txt",
        {
            "features": features[:, ::16],
            "trained": trained.detach()[:, ::16],
            "conv1.grad": grads["conv1.weight"].flatten()[::97],
            "layer3.0.conv2.grad": grads["layer3.0.conv2.weight"].flatten()[::20011],
            "bn1.running_mean": model.bn1.running_mean,
            "bn1.running_var": model.bn1.running_var,
        },
    )


def ridge(folder):
    from sklearn.decomposition import PCA
    from sklearn.linear_model import Ridge
    from sklearn.preprocessing import StandardScaler

    lcg = Lcg(5)
    x = lcg.values(40 * 12, 2.0, 1.0).reshape(40, 12).astype(np.float64)
    y = lcg.values(40 * 3, 1.0, 0.5).reshape(40, 3).astype(np.float64) + x[:, :3] * 0.3
    test = lcg.values(9 * 12, 2.0, 1.0).reshape(9, 12).astype(np.float64)
    y = y.astype(np.float32).astype(np.float64)
    arrays = {}
    for components in (5, 12):
        scaler = StandardScaler().fit(x)
        pca = PCA(components, svd_solver="full").fit(scaler.transform(x))
        model = Ridge(alpha=10.0).fit(pca.transform(scaler.transform(x)), y)
        arrays[f"pca{components}"] = model.predict(pca.transform(scaler.transform(test)))
    wide = Ridge(alpha=10.0).fit(StandardScaler().fit_transform(x[:8]), y[:8])
    arrays["wide"] = wide.predict(StandardScaler().fit(x[:8]).transform(test))
    write(f"{folder}/ridge.txt", arrays)


if __name__ == "__main__":
    folder = sys.argv[1]
    torch.set_num_threads(1)
    encoder("resnet18", folder)
    encoder("resnet50", folder)
    efficientnet(folder)
    ridge(folder)
