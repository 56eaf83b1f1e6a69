#!/bin/sh
# libtorch for NVIDIA GPUs, with DJL's glue to it, for the GPU image and for machines without containers:
#   containers/libtorch-gpu.sh FOLDER      then HECLIP_LIBTORCH=FOLDER/heclip/libtorch
# From PyPI's wheels of torch 2.7.1 (CUDA 12.6; GPUs from Maxwell to Hopper), pinned in libtorch-gpu.txt: 2.8 GB to fetch, 4.1 GB unpacked.
# HECLIP_LIBTORCH_ZIP=FILE takes a zip of libtorch 2.7.1 for CUDA 12.8 instead, which Blackwell needs. Needs unzip, Maven, and Python
# with pip for the wheels. CUDA's libraries are under NVIDIA's licence (FOLDER/licences).
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
mkdir -p "$1"
root=$(CDPATH= cd -- "$1" && pwd -P)
libtorch=$root/heclip/libtorch
mkdir -p "$libtorch" "$root/nvidia" "$root/cusparselt" "$root/licences"

# As Python unpacks them: each library finds CUDA's in ../../nvidia and ../../cusparselt.
from_wheels() {
    python3 -m pip --version > /dev/null 2>&1 || fail "Python's pip is missing: install it (Debian, Ubuntu: apt install python3-pip), or set HECLIP_LIBTORCH_ZIP"
    python3 -m pip download --quiet --disable-pip-version-check --no-cache-dir --no-deps --require-hashes --only-binary :all: \
        --implementation cp --python-version 3.11 --platform manylinux_2_28_x86_64 --platform manylinux2014_x86_64 \
        --dest "$root/wheels" --requirement "$here/libtorch-gpu.txt"
    for wheel in "$root"/wheels/*.whl; do
        unzip -q -o -C "$wheel" '*.so*' '*license*' -d "$root/unpacked"
        rm "$wheel"
    done
    (
        cd "$root/unpacked"
        mv torch/lib/libc10*.so torch/lib/libgomp.so* torch/lib/libtorch.so torch/lib/libtorch_c*.so "$libtorch"
        # DJL loads whatever lies beside libtorch, and this one cannot be without a driver; libtorch finds it here
        mv torch/lib/libcaffe2_nvrtc.so nvidia/cuda_nvrtc/lib/
        ln -s cuda_nvrtc nvidia/nvrtc # where cuDNN looks for it
        rmdir "$root/nvidia" "$root/cusparselt"
        mv nvidia cusparselt "$root"
        for info in *.dist-info; do
            mv "$info" "$root/licences/${info%.dist-info}"
        done
    )
    ln -s ../../nvidia/cuda_runtime/lib/libcudart.so.12 "$libtorch/libcudart.so"
    rm -rf "$root/wheels" "$root/unpacked"
    grep -v '^#' "$here/libtorch-gpu.txt" > "$root/libtorch.txt"
}

from_zip() {
    unzip -q -j "$HECLIP_LIBTORCH_ZIP" 'libtorch/lib/*.so*' -d "$libtorch"
    [ -f "$libtorch/libtorch_cuda.so" ] || fail "$HECLIP_LIBTORCH_ZIP: found no libtorch/lib/libtorch_cuda.so, expected libtorch 2.7.1 for CUDA 12.8"
    for cudart in "$libtorch"/libcudart*.so.*; do
        ln -sf "${cudart##*/}" "$libtorch/libcudart.so"
    done
    sha256sum "$HECLIP_LIBTORCH_ZIP" | sed 's|\([^ ]*\).*|libtorch==2.7.1+cu128 --hash=sha256:\1|' > "$root/libtorch.txt"
}

if [ -n "${HECLIP_LIBTORCH_ZIP:-}" ]; then
    from_zip
else
    from_wheels
fi
# DJL's glue, and JNA, with which DJL counts the GPUs
mvn -q -B -f "$here/../pom.xml" dependency:copy-dependencies -DincludeArtifactIds=pytorch-jni,jna -DoutputDirectory="$root/jars"
unzip -q -j -o "$root/jars/pytorch-jni-*.jar" 'jnilib/linux-x86_64/cu128/*' -d "$libtorch"
unzip -q -j -o "$root/jars/jna-*.jar" 'com/sun/jna/linux-x86-64/libjnidispatch.so' -d "$libtorch"
rm -rf "$root/jars"
echo "$libtorch"
