"""Where the spots were printed: legacy arrays show on bare glass as faint discs, a witness of positions that knows no expression.

    python bench/align/printed_spots.py HER2ST_FOLDER [SECTION ...] > printed_spots.tsv

Columns and rows of the published spots are continued beyond the tissue (one column's spots share an error of printing of some 20 px), discs are
looked for within 90 px of there by a template, and the medians of what they lie aside by are printed, in full-resolution pixels: dx of columns, dy of
rows that have published spots. Needs numpy and opencv-python.
"""
import csv
import pathlib
import sys

import cv2
import numpy as np

SMALLER, REACH, SPOT_UM, PITCH_UM = 2, 45, 100, 200
BEYOND = 12  # columns and rows


def continued(known, numbers, effects):
    """The effect of a column or row: its own, or on the line through the others."""
    line = np.polyfit(numbers, effects, 1)
    return lambda n: effects[numbers.index(n)] if n in known else np.polyval(line, n)


def offsets(folder, section):
    rows = list(csv.DictReader(open(folder / f"{section}_selection.tsv"), delimiter="\t"))
    array = [(int(r["x"]), int(r["y"])) for r in rows]
    pixel = np.array([[float(r["pixel_x"]), float(r["pixel_y"])] for r in rows])
    xs, ys = (sorted({a[i] for a in array}) for i in (0, 1))
    design = np.zeros((len(rows), len(xs) + len(ys)))
    for i, (x, y) in enumerate(array):
        design[i, xs.index(x)] = design[i, len(xs) + ys.index(y)] = 1
    effects = np.linalg.lstsq(design, pixel, rcond=None)[0]
    columns = [continued(set(xs), xs, effects[: len(xs), axis]) for axis in (0, 1)]
    lines = [continued(set(ys), ys, effects[len(xs):, axis]) for axis in (0, 1)]
    pitch = np.median([np.diff(sorted({(columns[0](x)) for x in xs})).mean(), np.diff(sorted({lines[1](y) for y in ys})).mean()])

    image = cv2.imread(str(folder / f"{section}.jpg"), cv2.IMREAD_REDUCED_COLOR_2).astype(np.float32)
    red = image[:, :, 2] - cv2.GaussianBlur(image[:, :, 2], (0, 0), 60)
    bare = cv2.GaussianBlur(image.min(axis=2), (0, 0), 20)
    radius = SPOT_UM / 2 * pitch / PITCH_UM / SMALLER
    edge = int(1.6 * radius)
    distance = np.hypot(*np.mgrid[-edge : edge + 1, -edge : edge + 1])
    disc, ring = distance <= radius, (distance > radius) & (distance <= 1.5 * radius)
    found = cv2.filter2D(red, -1, (ring / ring.sum() - disc / disc.sum()).astype(np.float32))
    margin = REACH + edge + 1
    dx, dy = [], []
    for x in range(xs[0] - BEYOND, xs[-1] + BEYOND + 1):
        for y in range(ys[0] - BEYOND, ys[-1] + BEYOND + 1):
            px, py = ((columns[axis](x) + lines[axis](y)) / SMALLER for axis in (0, 1))
            if (x, y) in array or not (margin < px < red.shape[1] - margin - 1 and margin < py < red.shape[0] - margin - 1):
                continue
            left, top = int(px) - REACH, int(py) - REACH
            around = bare[max(0, top - 35) : top + 2 * REACH + 36, max(0, left - 35) : left + 2 * REACH + 36]
            window = found[top : top + 2 * REACH + 1, left : left + 2 * REACH + 1]
            at = np.unravel_index(window.argmax(), window.shape)
            # tissue near by, or nothing like a disc
            if around.min() < bare.max() - 45 or window.max() < 1.5 or min(at) == 0 or max(at) == 2 * REACH:
                continue
            if x in xs:
                dx.append((left + at[1] - px) * SMALLER)
            if y in ys:
                dy.append((top + at[0] - py) * SMALLER)
    return np.array(dx), np.array(dy)


if __name__ == "__main__":
    cv2.setNumThreads(1)
    print("section", "discs", "dx", "dx_sd", "discs", "dy", "dy_sd", sep="\t")
    for name in sys.argv[2:] or ("C2", "C3", "C4", "C5"):
        x, y = offsets(pathlib.Path(sys.argv[1]), name)
        print(name, len(x), f"{np.median(x):.1f}", f"{x.std():.1f}", len(y), f"{np.median(y):.1f}", f"{y.std():.1f}", sep="\t", flush=True)
