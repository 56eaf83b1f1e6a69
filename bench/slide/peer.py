"""What most scripts do: read the whole image with OpenCV, slice, and shrink what is to be shrunk.

usage: python peer.py IMAGE SPOTS TIMES THREADS
"""

import os
import sys
import time

os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(1 << 40)
import cv2  # noqa: E402

path, spots, times = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
cv2.setNumThreads(int(sys.argv[4]))
edge = int(224 * times)
start = time.perf_counter()
image = cv2.imread(path)
assert image is not None, path
state, total = 1, 0


def draw(room):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 8) % room


for _ in range(spots):
    x = draw(image.shape[1] - edge)
    y = draw(image.shape[0] - edge)
    tile = image[y : y + edge, x : x + edge]
    if edge != 224:
        tile = cv2.resize(tile, (224, 224), interpolation=cv2.INTER_AREA)
    total += int(tile.sum(dtype="int64"))
print(total, time.perf_counter() - start)
