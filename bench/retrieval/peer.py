"""What run.py measures against: exact inner-product search by faiss; also makes the data.

    peer.py make FOLDER N DIMENSION | peer.py search REFERENCES QUERIES DIMENSION K THREADS OUTPUT
"""

import sys
import time

import numpy as np

if sys.argv[1] == "make":
    folder, n, dimension = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    random = np.random.default_rng(1)
    # clustered, as embeddings are: a mixture of 200 centres with noise as wide as their spread
    centres = random.standard_normal((200, dimension), dtype=np.float32)
    for name in ("references", "queries"):
        values = centres[random.integers(200, size=n)] + random.standard_normal((n, dimension), dtype=np.float32)
        values.tofile(f"{folder}/{name}.f32")
else:
    import faiss

    references, queries, dimension, k, threads, output = sys.argv[2:]
    dimension, k = int(dimension), int(k)
    faiss.omp_set_num_threads(int(threads))
    x = np.fromfile(references, dtype=np.float32).reshape(-1, dimension)
    q = np.fromfile(queries, dtype=np.float32).reshape(-1, dimension)
    start = time.perf_counter()
    faiss.normalize_L2(x)
    faiss.normalize_L2(q)
    index = faiss.IndexFlatIP(dimension)
    index.add(x)
    _, nearest = index.search(q, k)
    print(time.perf_counter() - start)
    nearest.astype(np.int32).tofile(output)
