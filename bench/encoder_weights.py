"""Converts a PyTorch state dict to safetensors under timm's names, for --encoder_weights.

    pip install torch safetensors timm
    python bench/encoder_weights.py ENCODER CHECKPOINT OUTPUT.safetensors [PREFIX]

ENCODER is resnet18, resnet50 or efficientnet_lite0. CHECKPOINT holds a state dict, or one under the key state_dict, model or teacher; it is read
without running code from it (weights_only). PREFIX, such as "module.backbone.", is taken off the names, and tensors without it are left out.
Classifiers and batch counters are left out. Every other tensor must have a name and shape of timm's network, and none may be missing.
"""

import sys

import timm
import torch
from safetensors.torch import save_file

encoder, source, output = sys.argv[1:4]
prefix = sys.argv[4] if len(sys.argv) > 4 else ""
state = torch.load(source, map_location="cpu", weights_only=True)
for key in ("state_dict", "model", "teacher"):
    if isinstance(state.get(key), dict):
        state = state[key]
model = timm.create_model({"efficientnet_lite0": "tf_efficientnet_lite0"}.get(encoder, encoder), pretrained=False, num_classes=0)
expected = {k: v.shape for k, v in model.state_dict().items() if not k.endswith("num_batches_tracked")}
found = {k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)}
found = {k: v for k, v in found.items() if not k.endswith("num_batches_tracked") and not k.startswith(("fc.", "classifier."))}
problems = [f"missing: {k}" for k in expected if k not in found]
problems += [f"not of {encoder}: {k}" for k in found if k not in expected]
problems += [f"{k}: {tuple(v.shape)}, expected {tuple(expected[k])}" for k, v in found.items() if k in expected and v.shape != expected[k]]
if problems:
    sys.exit("\n".join([f"{source} does not fit {encoder}:", *problems[:10], f"({len(problems)} in all; a PREFIX may help)"]))
save_file({k: v.float().contiguous() for k, v in found.items()}, output)
print(f"{len(found)} tensors")
