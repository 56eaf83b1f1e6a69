"""Makes src/test/resources/golden/slide: small images of each format and, as raw RGB bytes, what Pillow, OpenCV, tifffile (with imagecodecs) or OpenSlide read.

usage: python make_slide_golden.py FOLDER
"""

import sys
from pathlib import Path

import cv2
import numpy as np
import tifffile
from PIL import Image

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(7)
H, W = 38, 50
base = cv2.resize(rng.uniform(60, 250, (5, 6, 3)), (W, H), interpolation=cv2.INTER_CUBIC)
rgb = np.clip(base + rng.normal(0, 4, (H, W, 3)), 0, 255).astype(np.uint8)
grey = np.clip(base[..., 1], 0, 255).astype(np.uint8)


def expect(name, array):
    assert array.dtype == np.uint8 and array.shape == (H, W, 3), (name, array.dtype, array.shape)
    (out / f"{name}.rgb").write_bytes(array.tobytes())


def three(array):
    return np.repeat(array[..., None], 3, axis=2)


# lossless files of these very pixels
expect("source", rgb)
Image.fromarray(rgb).save(out / "rgb8.png")
cv2.imwrite(str(out / "rgb16.png"), (rgb[..., ::-1].astype(np.uint16) << 8) + 77)
tifffile.imwrite(out / "strips_raw.tif", rgb, photometric="rgb", rowsperstrip=7)
Image.fromarray(rgb).save(out / "strips_lzw.tif", compression="tiff_lzw")
tifffile.imwrite(out / "strips_deflate.tif", rgb, photometric="rgb", compression="zlib", predictor=True)
tifffile.imwrite(out / "tiled_raw.tif", rgb, photometric="rgb", tile=(16, 16))
tifffile.imwrite(out / "tiled_lzw.tif", rgb, photometric="rgb", tile=(16, 16), compression="lzw")
tifffile.imwrite(out / "tiled_deflate.tif", rgb, photometric="rgb", tile=(16, 16), compression="zlib", predictor=True)
tifffile.imwrite(out / "tiled_bigtiff.tif", rgb, photometric="rgb", tile=(16, 16), bigtiff=True)
tifffile.imwrite(out / "planar.tif", rgb.transpose(2, 0, 1), photometric="rgb", planarconfig="separate")
tifffile.imwrite(out / "rgb16.tif", (rgb.astype(np.uint16) << 8) + 200, photometric="rgb")

# grey
expect("grey", three(grey))
Image.fromarray(grey).save(out / "grey8.png")
cv2.imwrite(str(out / "grey16.png"), (grey.astype(np.uint16) << 8) + 31)
tifffile.imwrite(out / "grey8.tif", grey, photometric="minisblack")
tifffile.imwrite(out / "white_is_zero.tif", 255 - grey, photometric="miniswhite")

# palette: Pillow's own reading
palette = Image.fromarray(rgb).quantize(40)
palette.save(out / "palette.png")
expect("palette", np.asarray(palette.convert("RGB")))
black = Image.fromarray(((grey > 128) * 255).astype(np.uint8)).convert("1")
black.save(out / "one_bit.png")
expect("one_bit", np.asarray(black.convert("RGB")))

# transparency lies over white
alpha = np.clip(np.linspace(-40, 300, W)[None, :].repeat(H, 0), 0, 255).astype(np.uint8)
rgba = np.dstack([rgb, alpha])
Image.fromarray(rgba).save(out / "rgba.png")
tifffile.imwrite(out / "rgba.tif", rgba, photometric="rgb", extrasamples=["unassalpha"])
white = Image.new("RGBA", (W, H), (255, 255, 255, 255))
expect("rgba", np.asarray(Image.alpha_composite(white, Image.fromarray(rgba)).convert("RGB")))

# JPEG: libjpeg-turbo's reading
Image.fromarray(rgb).save(out / "baseline.jpg", quality=90)
Image.fromarray(rgb).save(out / "progressive.jpg", quality=90, progressive=True)
Image.fromarray(rgb).save(out / "full_chroma.jpg", quality=90, subsampling=0)
Image.fromarray(grey).save(out / "grey.jpg", quality=90)
Image.fromarray(rgb).convert("CMYK").save(out / "cmyk.jpg", quality=95, subsampling=0)
for name in ["baseline", "progressive", "full_chroma", "grey", "cmyk"]:
    expect(name + "_jpg", np.asarray(Image.open(out / f"{name}.jpg").convert("RGB")))
tifffile.imwrite(out / "tiled_jpeg.tif", rgb, photometric="rgb", tile=(16, 16), compression="jpeg", compressionargs={"level": 92})
expect("tiled_jpeg", tifffile.imread(out / "tiled_jpeg.tif"))

# blocks: strips and tiles of every compression and kind of sample, of RGB these very pixels
blocks = out / "blocks"
blocks.mkdir(exist_ok=True)
wide = (rgb.astype(np.uint16) << 8) + rng.integers(0, 256, rgb.shape, dtype=np.uint16)
for name, options in {"tiles": {"tile": (16, 32)}, "strips": {"rowsperstrip": 5}}.items():
    for packing, level in {"raw": {}, "lzw": {"compression": "lzw"}, "deflate": {"compression": "zlib"}, "packbits": {"compression": "packbits"}}.items():
        for kind, pixels in {"rgb8": rgb, "rgb16": wide}.items():
            for order in "<>" if kind == "rgb16" else "<":
                for predictor in [False, True] if packing in ("lzw", "deflate") else [False]:
                    big = packing == "deflate"
                    label = f"{name}_{packing}_{kind}{'_big_endian' if order == '>' else ''}{'_differences' if predictor else ''}.tif"
                    tifffile.imwrite(blocks / label, pixels, photometric="rgb", byteorder=order, bigtiff=big, predictor=predictor, **options, **level)
tifffile.imwrite(blocks / "one_strip_lzw.tif", rgb, photometric="rgb", compression="lzw", rowsperstrip=H)

# levels below the image (SubIFDs) as OME-TIFF has them; a series beside the largest; each level has its own colour
half = np.full((H // 2, W // 2, 3), 77, np.uint8)
with tifffile.TiffWriter(out / "levels.ome.tif", ome=True) as writer:
    writer.write(rgb, photometric="rgb", tile=(16, 16), subifds=1, metadata={"PhysicalSizeX": 0.37, "PhysicalSizeXUnit": "\u00b5m", "PhysicalSizeY": 0.37})
    writer.write(half, photometric="rgb", tile=(16, 16), subfiletype=1)
with tifffile.TiffWriter(out / "series.ome.tif", ome=True) as writer:
    writer.write(half[:9, :11], photometric="rgb", metadata={"PhysicalSizeX": 5.0})
    writer.write(rgb, photometric="rgb", tile=(16, 16), compression="zlib", metadata={"PhysicalSizeX": 250.0, "PhysicalSizeXUnit": "nm"})

# JPEG tiles: of YCbCr at half the chroma's resolution, of RGB as it is, of grey
for name, pixels, photometric, options in [
    ("ycbcr_420", rgb, "ycbcr", {"subsampling": (2, 2)}),
    ("ycbcr_444", rgb, "ycbcr", {"subsampling": (1, 1)}),
    ("rgb", rgb, "rgb", {}),
    ("grey", grey, "minisblack", {}),
]:
    keywords = dict(options, photometric=photometric, tile=(32, 32), compression="jpeg", compressionargs={"level": 90})
    tifffile.imwrite(out / f"jpeg_{name}.tif", pixels, **keywords)
    read = tifffile.imread(out / f"jpeg_{name}.tif")
    expect(f"jpeg_{name}", read if read.ndim == 3 else three(read))
tifffile.imwrite(out / "jpeg2000.tif", rgb, photometric="rgb", tile=(32, 32), compression="jpeg2000")

# each channel in blocks of its own: strips and tiles, compressions, 8 and 16 bits; of RGB these very pixels
planes = out / "planes"
planes.mkdir(exist_ok=True)
for name, options in {"tiles": {"tile": (16, 32)}, "strips": {"rowsperstrip": 5}}.items():
    for packing, level in {"raw": {}, "lzw": {"compression": "lzw", "predictor": True}, "deflate": {"compression": "zlib"}, "packbits": {"compression": "packbits"}}.items():
        for kind, pixels in {"rgb8": rgb, "rgb16": wide}.items():
            order = ">" if packing == "deflate" else "<"
            file = planes / f"{name}_{packing}_{kind}.tif"
            tifffile.imwrite(file, pixels.transpose(2, 0, 1), photometric="rgb", planarconfig="separate", byteorder=order, **options, **level)
            assert (tifffile.imread(file).transpose(1, 2, 0) == pixels).all(), file
jpeg_planes = out / "jpeg_planes.tif"
keywords = dict(tile=(32, 32), compression="jpeg", compressionargs={"level": 90})
tifffile.imwrite(jpeg_planes, rgb.transpose(2, 0, 1), photometric="rgb", planarconfig="separate", **keywords)
expect("jpeg_planes", tifffile.imread(jpeg_planes).transpose(1, 2, 0))

# samples of 9 to 15 bits without gaps, and of fewer bits than 16 where a tag says so: the highest 8 bits are these very pixels
bits = out / "bits"
bits.mkdir(exist_ok=True)
for depth in (9, 10, 12, 14):
    deep = (rgb.astype(np.uint16) << depth - 8) + rng.integers(0, 1 << depth - 8, rgb.shape, dtype=np.uint16)
    for name, options in {"tiles": {"tile": (16, 32)}, "strips": {"rowsperstrip": 5}}.items():
        # little endian only: of others tifffile swaps the bytes before it packs the bits
        file = bits / f"{name}_packed_{depth}.tif"
        tifffile.imwrite(file, deep, photometric="rgb", bitspersample=depth, **options)
        assert (tifffile.imread(file) == deep).all(), file
    for tag, packing in [(281, {}), (341, {"compression": "lzw", "predictor": True})]:
        most = (tag, "H", 3, [(1 << depth) - 1] * 3, True)
        for order in "<>":
            file = bits / f"tag_{tag}_{depth}{'_big_endian' if order == '>' else ''}.tif"
            tifffile.imwrite(file, deep, photometric="rgb", rowsperstrip=9, byteorder=order, extratags=[most], **packing)
    file = bits / f"planes_packed_{depth}.tif"
    tifffile.imwrite(file, deep.transpose(2, 0, 1), photometric="rgb", planarconfig="separate", bitspersample=depth, rowsperstrip=8)

# inks, as Pillow makes RGB of them
inks = np.asarray(Image.fromarray(rgb).convert("CMYK")).copy()
inks[..., 3] = np.clip(np.linspace(-60, 200, W), 0, 255)[None, :]
expect("cmyk_tif", np.asarray(Image.fromarray(inks, "CMYK").convert("RGB")))
Image.fromarray(inks, "CMYK").save(out / "cmyk.tif")
keywords = dict(photometric="separated", extratags=[(332, "H", 1, 1, True)])
tifffile.imwrite(out / "cmyk_tiles.tif", inks, tile=(16, 32), compression="lzw", predictor=True, **keywords)
tifffile.imwrite(out / "cmyk_planes.tif", inks.transpose(2, 0, 1), planarconfig="separate", rowsperstrip=6, **keywords)
tifffile.imwrite(out / "cmyk16.tif", (inks.astype(np.uint16) << 8) + 130, rowsperstrip=6, **keywords)

# a maximum that is no number of bits: of 16 bits the highest 8 as ever
tifffile.imwrite(out / "statistic.tif", wide, photometric="rgb", extratags=[(281, "H", 3, [40000, 39000, 41000], True)])

# what must be refused
tifffile.imwrite(out / "beyond_bits.tif", wide, photometric="rgb", extratags=[(281, "H", 3, [4095] * 3, True)])
tifffile.imwrite(out / "many_inks.tif", inks, photometric="separated", extratags=[(332, "H", 1, 2, True)])
exif = Image.Exif()
exif[274] = 6
Image.fromarray(rgb).save(out / "turned.jpg", exif=exif)
tifffile.imwrite(out / "turned.tif", rgb, photometric="rgb", extratags=[(274, "H", 1, 3, True)])
cv2.imwrite(str(out / "twelve_bits.png"), rgb[..., ::-1].astype(np.uint16) << 4)
tifffile.imwrite(out / "float.tif", rgb.astype(np.float32) / 255, photometric="rgb")
tifffile.imwrite(out / "twelve_bits.tif", rgb.astype(np.uint16) << 4, photometric="rgb")

with tifffile.TiffWriter(out / "small_first.tif") as writer:
    writer.write(np.ascontiguousarray(rgb[::2, ::2]), photometric="rgb")
    writer.write(rgb, photometric="rgb")
tifffile.imwrite(out / "stack.tif", np.stack([grey, grey, grey]), photometric="minisblack")
with tifffile.TiffWriter(out / "pyramid.tif") as writer:
    writer.write(rgb, photometric="rgb", tile=(16, 16))
    writer.write(np.ascontiguousarray(rgb[::2, ::2]), photometric="rgb", tile=(16, 16))
tifffile.imwrite(out / "tiled_rgb16.tif", (rgb.astype(np.uint16) << 8) + 9, photometric="rgb", tile=(16, 16))

# pixel sizes
tifffile.imwrite(
    out / "aperio.tif", rgb, photometric="rgb", tile=(16, 16), description="Aperio Image |AppMag = 20|MPP = 0.4990|Left = 1", metadata=None
)
tifffile.imwrite(out / "centimetre.tif", rgb, photometric="rgb", resolution=(40000, 40000), resolutionunit="CENTIMETER")
tifffile.imwrite(out / "screen.tif", rgb, photometric="rgb", resolution=(72, 72), resolutionunit="INCH")

# through OpenSlide, and its own reading: JPEG 2000 as Aperio writes it, with a level; an NDPI
import openslide  # noqa: E402


def through_openslide(name):
    slide = openslide.OpenSlide(str(out / name))
    width, height = slide.level_dimensions[0]
    region = np.asarray(slide.read_region((0, 0), 0, (width, height)))
    assert (region[..., 3] == 255).all()
    (out / f"{name}.rgb").write_bytes(region[..., :3].tobytes())


with tifffile.TiffWriter(out / "jpeg2000.svs") as writer:
    aperio = "Aperio Image Library v1\r\n50x38 [0,0 50x38] (32x32)|AppMag = 20|MPP = 0.4990"
    keywords = dict(photometric="rgb", tile=(32, 32), compression=33005, metadata=None)
    writer.write(rgb, description=aperio, **keywords)
    writer.write(half, description="Aperio Image Library v1", **keywords)
through_openslide("jpeg2000.svs")
ndpi = [(65420, "I", 1, 1, True), (65421, "f", 1, 20.0, True), (65422, "i", 1, 0, True), (65423, "i", 1, 0, True), (65424, "i", 1, 0, True)]
tifffile.imwrite(
    out / "slide.ndpi", rgb[:32, :48], photometric="rgb", compression="jpeg", rowsperstrip=32, compressionargs={"level": 92}, metadata=None,
    resolution=(20000, 20000), resolutionunit="CENTIMETER", extratags=ndpi,
)
through_openslide("slide.ndpi")

# SCN as OpenSlide knows it: an overview of the glass and a scan that lies on it, (2, 4) pixels from its corner; 0.5 um per pixel. What was not
# scanned has no opacity
view = """<image name="{name}"><creationDate>2020-01-01T00:00:00Z</creationDate><device model="Leica SCN400" version="1"/>
<pixels sizeX="{w}" sizeY="{h}">{levels}</pixels><view sizeX="{nmx}" sizeY="{nmy}" offsetX="{x}" offsetY="{y}" spacingZ="0"/>
<scanSettings><objectiveSettings><objective>{objective}</objective></objectiveSettings><illuminationSettings>
<illuminationSource>brightfield</illuminationSource><numericalAperture>0.4</numericalAperture></illuminationSettings></scanSettings></image>"""
glass = view.format(
    name="glass", w=64, h=40, levels='<dimension sizeX="64" sizeY="40" r="0" ifd="0"/>', nmx=64000, nmy=40000, x=0, y=0, objective=0.6
)
dimensions = f'<dimension sizeX="{W}" sizeY="{H}" r="0" ifd="1"/><dimension sizeX="{W // 2}" sizeY="{H // 2}" r="1" ifd="2"/>'
scan = view.format(name="scan", w=W, h=H, levels=dimensions, nmx=W * 500, nmy=H * 500, x=1000, y=2000, objective=20)
scn = f"""<?xml version="1.0"?><scn xmlns="http://www.leica-microsystems.com/scn/2010/10/01"><collection name="c" sizeX="64000" sizeY="40000">
<barcode/>{glass}{scan}</collection></scn>"""
with tifffile.TiffWriter(out / "slide.scn", bigtiff=True) as writer:
    keywords = dict(photometric="rgb", tile=(16, 16), compression="jpeg", compressionargs={"level": 92}, metadata=None, resolutionunit="CENTIMETER")
    writer.write(np.full((40, 64, 3), 200, np.uint8), description=scn, resolution=(10, 10), **keywords)
    writer.write(rgb, resolution=(20000, 20000), **keywords)
    writer.write(half, resolution=(10000, 10000), **keywords)


def over_white(name, vendor, sizes):
    slide = openslide.OpenSlide(str(out / name))
    assert slide.properties["openslide.vendor"] == vendor and slide.level_dimensions[: len(sizes)] == sizes, (name, slide.level_dimensions)
    region = slide.read_region((0, 0), 0, sizes[0])
    (out / f"{name}.rgb").write_bytes(np.asarray(Image.alpha_composite(Image.new("RGBA", region.size, "white"), region).convert("RGB")).tobytes())


over_white("slide.scn", "leica", ((128, 80), (64, 40)))

# BIF: four tiles, numbered from the lower left in turns, that overlap by 4 and by 2 pixels
joints = [("RIGHT", 1, 2, 4, 0), ("UP", 2, 3, 0, 2), ("RIGHT", 4, 3, 4, 0), ("UP", 1, 4, 0, 2)]
joint = '<TileJointInfo FlagJoined="1" Confidence="99" Direction="{}" Tile1="{}" Tile2="{}" OverlapX="{}" OverlapY="{}"/>'
encoding = f"""<EncodeInfo Ver="2"><SlideInfo/><AoiOrigin><AOI0 OriginX="0" OriginY="0"/></AoiOrigin><SlideStitchInfo>
<ImageInfo AOIScanned="1" AOIIndex="0" Width="16" Height="16" NumCols="2" NumRows="2" Pos-X="0" Pos-Y="0">
{"".join(joint.format(*j) for j in joints)}</ImageInfo></SlideStitchInfo></EncodeInfo>"""


def xmp(text):
    return [(700, "B", len(text), text.encode(), True)]


with tifffile.TiffWriter(out / "slide.bif", bigtiff=True) as writer:
    keywords = dict(photometric="rgb", tile=(16, 16), compression="jpeg", compressionargs={"level": 92}, metadata=None)
    label = dict(photometric="rgb", description="Label Image", metadata=None, rowsperstrip=20)
    writer.write(half[:20, :20], extratags=xmp('<iScan Z-layers="1" Magnification="20" ScanRes="0.5" UnitNumber="1"/>'), **label)
    writer.write(rgb[:32, :32], description="level=0 mag=20 quality=95", extratags=xmp(encoding), **keywords)
    writer.write(half[:16, :16], description="level=1 mag=10 quality=95", **keywords)
over_white("slide.bif", "ventana", ((28, 30), (14, 15)))

# VMS: a text beside a JPEG whose restart markers OpenSlide finds its tiles by, and a smaller JPEG of the whole
Image.fromarray(rgb[:32, :48]).save(out / "slide_vms.jpg", quality=92, subsampling=0, restart_marker_blocks=3)
Image.fromarray(rgb[:32:4, :48:4]).save(out / "slide_vms_map.jpg", quality=92, subsampling=0, restart_marker_blocks=2)
(out / "slide.vms").write_text(
    "[Virtual Microscope Specimen]\nNoLayers=1\nNoJpegColumns=1\nNoJpegRows=1\nImageFile=slide_vms.jpg\nMapFile=slide_vms_map.jpg\n"
    "MacroImage=slide_vms_map.jpg\nPhysicalWidth=24000\nPhysicalHeight=16000\nPhysicalMacroWidth=24000\nPhysicalMacroHeight=16000\nSourceLens=20\n"
)
over_white("slide.vms", "hamamatsu", ((48, 32),))

# MRXS: a folder of a text, an index and JPEG tiles of 16 pixels, three of four columns scanned; a level whose tiles cover two by two
import io  # noqa: E402
import struct  # noqa: E402

folder = out / "mirax"
folder.mkdir(exist_ok=True)
(out / "mirax.mrxs").write_bytes(b"")
identity, jpegs, pages = "0" * 32, b"", []
for level, step in [(rgb[:32, :48], 1), (np.full((16, 32, 3), 77, np.uint8), 2)]:
    tiles = []
    for y, x in [(y, x) for y in range(0, 2, step) for x in range(0, 4, step)]:
        part = level[y // step * 16 : y // step * 16 + 16, x // step * 16 : x // step * 16 + 16]
        if part.shape == (16, 16, 3):
            buffer = io.BytesIO()
            Image.fromarray(part).save(buffer, "JPEG", quality=92, subsampling=0)
            tiles.append((y * 4 + x, len(jpegs), buffer.tell(), 0))
            jpegs += buffer.getvalue()
    pages.append(tiles)
(folder / "Data0000.dat").write_bytes(jpegs)
table = 5 + len(identity) + 8
first = table + 4 * len(pages)
pointers, records = [], b""
for tiles in pages:
    at = first + len(records)
    pointers.append(at)
    records += struct.pack("<4i", 0, at + 8, len(tiles), 0) + b"".join(struct.pack("<4i", *tile) for tile in tiles)
(folder / "Index.dat").write_bytes(b"01.02" + identity.encode() + struct.pack("<4i", table, table, *pointers) + records)
general = f"SLIDE_VERSION=01.02\nSLIDE_ID={identity}\nIMAGENUMBER_X=4\nIMAGENUMBER_Y=2\nOBJECTIVE_MAGNIFICATION=20\nCameraImageDivisionsPerSide=1\n"
hierarchy = "HIER_COUNT=1\nNONHIER_COUNT=0\nINDEXFILE=Index.dat\nHIER_0_NAME=Slide zoom level\nHIER_0_COUNT=2\n"
sections = "".join(f"HIER_0_VAL_{i}_SECTION=LEVEL_{i}\n" for i in range(2))
levels = "".join(
    f"[LEVEL_{i}]\nOVERLAP_X=0\nOVERLAP_Y=0\nMICROMETER_PER_PIXEL_X={0.5 * 2**i}\nMICROMETER_PER_PIXEL_Y={0.5 * 2**i}\nIMAGE_FORMAT=JPEG\n"
    f"IMAGE_FILL_COLOR_BGR=16777215\nDIGITIZER_WIDTH=16\nDIGITIZER_HEIGHT=16\nIMAGE_CONCAT_FACTOR={i}\n"
    for i in range(2)
)
files = "[DATAFILE]\nFILE_COUNT=1\nFILE_0=Data0000.dat\n"
(folder / "Slidedat.ini").write_text(f"[GENERAL]\n{general}[HIERARCHICAL]\n{hierarchy}{sections}{files}{levels}")
over_white("mirax.mrxs", "mirax", ((64, 32), (32, 16)))

# each orientation of EXIF, and what OpenCV makes of it
for tag in range(1, 9):
    exif = Image.Exif()
    exif[274] = tag
    Image.fromarray(rgb).save(out / f"turned_{tag}.jpg", exif=exif, quality=90)
    (out / f"turned_{tag}.rgb").write_bytes(cv2.imread(str(out / f"turned_{tag}.jpg"))[..., ::-1].tobytes())
# 6 in a PNG and in a TIFF
exif[274] = 6
Image.fromarray(rgb).save(out / "turned_6.png", exif=exif)
tifffile.imwrite(out / "turned_6.tif", rgb, photometric="rgb", tile=(16, 16), extratags=[(274, "H", 1, 6, True)])
expect("turned_6_lossless", np.rot90(rgb, -1).reshape(H, W, 3))
# the same pixels with every filter of PNG, in chunks of few bytes


def png(array):
    import struct
    import zlib

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows, before = b"", np.zeros(W * 3, int)
    for y in range(H):
        row = array[y].reshape(-1).astype(int)
        left = np.concatenate([[0, 0, 0], row[:-3]])
        corner = np.concatenate([[0, 0, 0], before[:-3]])
        guess = left + before - corner
        far = np.abs([guess - left, guess - before, guess - corner])
        paeth = np.where((far[0] <= far[1]) & (far[0] <= far[2]), left, np.where(far[1] <= far[2], before, corner))
        filters = [0 * row, left, before, (left + before) // 2, paeth]
        rows += bytes([y % 5]) + ((row - filters[y % 5]) % 256).astype(np.uint8).tobytes()
        before = row
    packed = zlib.compress(rows)
    pieces = b"".join(chunk(b"IDAT", packed[i : i + 37]) for i in range(0, len(packed), 37))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, 8, 2, 0, 0, 0)) + pieces + chunk(b"IEND", b"")


(out / "filters.png").write_bytes(png(rgb))
assert (cv2.imread(str(out / "filters.png"))[..., ::-1] == rgb).all()

# 1 to 7 bits without gaps: n bits of these very pixels; the test makes of them what 2^n - 1 parts of 255 are, as Pillow does with what it reads
few = out / "few_bits"
few.mkdir(exist_ok=True)
for depth in range(1, 8):
    most = (1 << depth) - 1
    for name, options in {"tiles": {"tile": (16, 32)}, "strips": {"rowsperstrip": 5}}.items():
        for photometric, pixels in {"rgb": rgb, "minisblack": grey, "miniswhite": grey}.items():
            if photometric == "miniswhite" and name == "tiles":
                continue
            file = few / f"{photometric}_{name}_{depth}.tif"
            tifffile.imwrite(file, pixels >> 8 - depth, photometric=photometric, bitspersample=depth, **options)
            assert (tifffile.imread(file) == pixels >> 8 - depth).all(), file
            if photometric == "minisblack" and depth in (1, 2, 4):
                assert (np.asarray(Image.open(file).convert("L")) == (pixels >> 8 - depth) * (255 // most)).all(), file
tifffile.imwrite(few / "rgb_planes_4.tif", rgb.transpose(2, 0, 1) >> 4, photometric="rgb", planarconfig="separate", bitspersample=4, rowsperstrip=8)

# palettes of few colours, which tifffile only writes of 8 bits; and one of old software, whose colours have 8 bits, as OpenCV knows
for depth in (1, 2, 4):
    colours = 1 << depth
    indexed = Image.fromarray(rgb).quantize(colours)
    table = np.array(indexed.getpalette()[: 3 * colours], np.uint16).reshape(-1, 3).T
    for name, options in {"tiles": {"tile": (16, 32)}, "strips": {"rowsperstrip": 5}}.items():
        file = out / f"palette_{name}_{depth}.tif"
        map_tag = (320, "H", table.size, (table * 257).ravel().tolist(), True)
        tifffile.imwrite(file, np.asarray(indexed), photometric="minisblack", bitspersample=depth, extratags=[map_tag], **options)
        with tifffile.TiffFile(file, mode="r+b") as tiff:
            tiff.pages[0].tags[262].overwrite(3)
        assert (np.asarray(Image.open(file).convert("RGB")) == np.asarray(indexed.convert("RGB"))).all(), file
    expect(f"palette_{depth}", np.asarray(indexed.convert("RGB")))
table = np.zeros((3, 256), np.uint16)
table[:, :40] = np.array(palette.getpalette()[: 3 * 40]).reshape(-1, 3).T
tifffile.imwrite(out / "palette_of_bytes.tif", np.asarray(palette), photometric="palette", colormap=table)
assert (cv2.imread(str(out / "palette_of_bytes.tif"))[..., ::-1] == np.asarray(palette.convert("RGB"))).all()

# black and white: what libtiff compresses, by Pillow
for name in ["raw", "packbits", "tiff_lzw", "tiff_adobe_deflate", "group3", "group4", "tiff_ccitt"]:
    for photometric in (0, 1):
        file = out / f"one_bit_{name}_{photometric}.tif"
        black.save(file, compression=name, tiffinfo={262: photometric}, strip_size=40)
        assert (np.asarray(Image.open(file)) == np.asarray(black)).all(), file
black.save(out / "one_bit_group3_two_dimensions.tif", compression="group3", tiffinfo={292: 5})
black.save(out / "one_bit_reversed.tif", compression="group4", tiffinfo={266: 2})

# inks as JPEG: what tifffile and libtiff read of them is the same; an Adobe marker does not invert them. Of YCCK the two disagree
tifffile.imwrite(out / "cmyk_jpeg_tiles.tif", inks, photometric="separated", tile=(32, 32), compression="jpeg", compressionargs={"level": 95})
Image.fromarray(inks, "CMYK").save(out / "cmyk_jpeg_tables.tif", compression="jpeg", quality=95)
buffer = io.BytesIO()
Image.fromarray(inks, "CMYK").save(buffer, "JPEG", quality=95, subsampling=0)
marked = bytearray(buffer.getvalue())
for name, transform in {"cmyk_jpeg_adobe": 0, "ycck_jpeg": 2}.items():
    marked[marked.find(b"Adobe") + 11] = transform
    strip = iter([bytes(marked)])
    tifffile.imwrite(out / f"{name}.tif", strip, shape=(H, W, 4), dtype="uint8", photometric="separated", compression="jpeg", rowsperstrip=H)
for name in ["cmyk_jpeg_tiles", "cmyk_jpeg_tables", "cmyk_jpeg_adobe", "ycck_jpeg"]:
    opened = Image.open(out / f"{name}.tif")
    assert (np.asarray(opened) == tifffile.imread(out / f"{name}.tif")).all() == (name != "ycck_jpeg"), name
    if name != "ycck_jpeg":
        expect(name, np.asarray(opened.convert("RGB")))

# bits that OME-XML says carry the value, against another word of tag 281, and a level; 7 bits of 16; samples beyond what it says
ome = out / "significant"
ome.mkdir(exist_ok=True)
for depth in (8, 10, 12, 14, 16):
    deep = (rgb.astype(np.uint16) << depth - 8) + rng.integers(0, 1 << depth - 8, rgb.shape, dtype=np.uint16)
    for name, options in {"tiles": {"tile": (16, 32), "compression": "zlib"}, "strips": {"rowsperstrip": 9}}.items():
        most = (281, "H", 3, [65535] * 3, True)
        with tifffile.TiffWriter(ome / f"{name}_{depth}.ome.tif", ome=True) as writer:
            writer.write(deep, photometric="rgb", metadata={"SignificantBits": depth}, extratags=[most], subifds=1, **options)
            writer.write(half.astype(np.uint16) << depth - 8, photometric="rgb", subfiletype=1, **options)
tifffile.imwrite(out / "seven_of_sixteen.ome.tif", rgb.astype(np.uint16) >> 1, photometric="rgb", metadata={"SignificantBits": 7})
tifffile.imwrite(out / "beyond_significant.ome.tif", wide, photometric="rgb", metadata={"SignificantBits": 12})

# fewer bits than are stored beside an opacity that has them all
opaque = np.full((H, W, 1), 65535, np.uint16)
narrow = np.concatenate([rgb.astype(np.uint16) << 4, opaque], axis=2)
tifffile.imwrite(out / "twelve_bits_opacity.tif", narrow, photometric="rgb", extrasamples=["unassalpha"])
cv2.imwrite(str(out / "twelve_bits_opacity.png"), narrow)

# a smaller mask of what is to be seen is no level
with tifffile.TiffWriter(out / "masked.tif") as writer:
    writer.write(rgb, photometric="rgb", tile=(16, 16))
    writer.write(half[..., 0] > 99, photometric="minisblack", tile=(16, 16), subfiletype=5)
    writer.write(half[..., 0], photometric="minisblack", tile=(16, 16), subfiletype=1)
