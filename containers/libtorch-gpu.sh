#!/bin/sh
# libtorch for NVIDIA GPUs, with DJL's glue to it, for the GPU image and for machines without containers:
#   containers/libtorch-gpu.sh FOLDER      then HECLIP_LIBTORCH=FOLDER/heclip/libtorch
# From the wheels of torch 2.7.1 and of NVIDIA, pinned by checksum: for CUDA 12.8 (libtorch-cu128.txt; GPUs from Turing to Blackwell), of
# which torch itself is in PyTorch's own index; HECLIP_CUDA=12.6 takes PyPI's (libtorch-cu126.txt; from Maxwell to Hopper). 3 GB to fetch, 4.1 GB
# unpacked. Wheels that you have fetched yourself are taken from a folder: PIP_FIND_LINKS=FOLDER. Needs unzip, Maven, and Python with pip.
# CUDA's libraries are under NVIDIA's licence (FOLDER/licences).
set -eu

fail() {
    echo "$0: $*" >&2
    exit 2
}

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
[ -n "${1:-}" ] || fail "usage: $0 FOLDER"
for program in unzip mvn; do
    command -v $program > /dev/null || fail "$program is missing: install it (Debian, Ubuntu: apt install $program)"
done
python3 -m pip --version > /dev/null 2>&1 || fail "Python's pip is missing: install it (Debian, Ubuntu: apt install python3-pip)"
case ${HECLIP_CUDA:-12.8} in
    12.8) pins=libtorch-cu128.txt index=--extra-index-url=https://download.pytorch.org/whl/cu128 ;;
    12.6) pins=libtorch-cu126.txt index= ;;
    *) fail "HECLIP_CUDA is $HECLIP_CUDA, expected 12.8 or 12.6" ;;
esac
mkdir -p "$1"
root=$(CDPATH= cd -- "$1" && pwd -P)
libtorch=$root/heclip/libtorch
mkdir -p "$libtorch" "$root/licences"

# torch comes first in the list: it is what may be out of reach
# shellcheck disable=SC2086
python3 -m pip download --quiet --disable-pip-version-check --no-cache-dir --retries 2 --no-deps --require-hashes --only-binary :all: \
    --implementation cp --python-version 3.11 --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 \
    --platform manylinux2014_x86_64 --platform manylinux2010_x86_64 $index --dest "$root/wheels" --requirement "$here/$pins" ||
    fail "the wheels of $pins cannot be had; where PyTorch's own index is out of reach, fetch torch's wheel elsewhere (PIP_FIND_LINKS=FOLDER), or take HECLIP_CUDA=12.6"
for wheel in "$root"/wheels/*.whl; do
    unzip -q -o -C "$wheel" '*.so*' '*license*' -d "$root/unpacked"
    rm "$wheel"
done
# As Python has them: each library finds CUDA's in ../../nvidia and ../../cusparselt.
(
    cd "$root/unpacked"
    mv torch/lib/libc10*.so torch/lib/libgomp.so* torch/lib/libtorch.so torch/lib/libtorch_c*.so "$libtorch"
    # DJL loads whatever lies beside libtorch, and this one cannot be without a driver; libtorch finds it here
    mv torch/lib/libcaffe2_nvrtc.so nvidia/cuda_nvrtc/lib/
    ln -s cuda_nvrtc nvidia/nvrtc # where cuDNN looks for it
    mv nvidia cusparselt "$root"
    for info in *.dist-info; do
        mv "$info" "$root/licences/${info%.dist-info}"
    done
)
ln -s ../../nvidia/cuda_runtime/lib/libcudart.so.12 "$libtorch/libcudart.so"
rm -rf "$root/wheels" "$root/unpacked"
grep -v '^#' "$here/$pins" > "$root/libtorch.txt"

# DJL's glue, and JNA, with which DJL counts the GPUs
mvn -q -B -f "$here/../pom.xml" dependency:copy-dependencies -DincludeArtifactIds=pytorch-jni,jna -DoutputDirectory="$root/jars"
unzip -q -j -o "$root/jars/pytorch-jni-*.jar" 'jnilib/linux-x86_64/cu128/*' -d "$libtorch"
unzip -q -j -o "$root/jars/jna-*.jar" 'com/sun/jna/linux-x86-64/libjnidispatch.so' -d "$libtorch"
rm -rf "$root/jars"
echo "$libtorch"
