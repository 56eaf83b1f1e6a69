#!/bin/sh
# Builds the image heclip:<version> for the profiles docker and podman from Debian's packages, without an image registry:
#   containers/cpu/build.sh podman|docker
# It holds a Java 17 runtime and the few programs that Nextflow's task wrapper calls. The steps and libtorch are not in it: Nextflow
# stages them as inputs. Needs mmdebstrap, root, and the container engine.
set -eu

VERSION=0.1.0
SUITE=bookworm
PACKAGES=openjdk-17-jre-headless,procps,libstdc++6,ca-certificates

case ${1:-} in
    podman | docker) engine=$1 ;;
    *)
        echo "usage: $0 podman|docker" >&2
        exit 2
        ;;
esac
for program in mmdebstrap "$engine"; do
    command -v "$program" > /dev/null || {
        echo "$0: $program is missing: install it (Debian, Ubuntu: apt install $program)" >&2
        exit 2
    }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
# the runtime's installation links manual pages, so their folder must be there though they are not
mmdebstrap --quiet --variant=minbase --include="$PACKAGES" \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --essential-hook='mkdir -p "$1/usr/share/man/man1"' \
    "$SUITE" "$folder/root.tar"
"$engine" import --change 'ENV LANG=C.UTF-8' --change 'LABEL org.opencontainers.image.licenses=MIT' "$folder/root.tar" "heclip:$VERSION"
