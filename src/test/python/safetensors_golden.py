"""Writes golden/model/library.safetensors with the safetensors library. Argument: the folder."""

import sys

import numpy as np
from safetensors.numpy import save_file

save_file(
    {
        "layer.weight": np.array([[0.5, -1], [2, 3]], dtype=np.float32),
        "scalar": np.array(9, dtype=np.float32),
        "bn.num_batches_tracked": np.array(4, dtype=np.int64),
    },
    sys.argv[1] + "/library.safetensors",
    metadata={"format": "pt"},
)
