"""The same operations with anndata and h5py, one a process; prints the seconds it took. See run.py."""

import sys
import time

import anndata
import h5py
import numpy as np

operation, path = sys.argv[1:3]
if operation == "make":
    import pandas as pd
    import scipy.sparse as sp

    rng = np.random.default_rng(0)
    spots, genes, per_spot = 5000, 36601, 5000
    weights = np.log(rng.gamma(0.3, 1, genes))
    indices = np.concatenate([np.sort(np.argpartition(-(weights + rng.gumbel(size=genes)), per_spot)[:per_spot]) for _ in range(spots)])
    values = (1 + rng.poisson(rng.gamma(0.4, 3, indices.size))).astype(np.float32)
    x = sp.csr_matrix((values, indices.astype(np.int32), np.arange(spots + 1, dtype=np.int32) * per_spot), (spots, genes))
    obs, var = (pd.DataFrame(index=[f"{p}{i}" for i in range(n)]) for p, n in [("spot", spots), ("gene", genes)])
    for compression in ["gzip", None]:
        anndata.AnnData(x, obs, var).write_h5ad(f"{path}/{compression}.h5ad", compression=compression)
    sys.exit()
data = anndata.read_h5ad(path) if operation == "write" else None
start = time.perf_counter()
if operation == "read":
    assert anndata.read_h5ad(path).n_obs
elif operation == "write":
    data.write_h5ad(sys.argv[3], compression="gzip")
elif operation == "genes":
    assert anndata.read_h5ad(path, backed="r")[:, np.arange(2000) * 18].to_memory().n_vars == 2000
elif operation.endswith("tiles"):
    with h5py.File(path) as file:
        tiles = file["obsm/tiles"]

        def read(count):
            for s in np.random.default_rng(count).integers(0, len(tiles), count):
                assert tiles[s].size

        if operation == "further-tiles":
            read(1280)
            start = time.perf_counter()
        read(128)
print(time.perf_counter() - start)
