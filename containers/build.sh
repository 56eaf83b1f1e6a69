#!/bin/sh
# Builds the image heclip:<version> (or heclip:<version>-gpu), without an image registry, from a fixed day of Debian's archive:
#   containers/build.sh podman|docker [cpu|gpu]
# Needs root or subordinate ids, mmdebstrap, Maven with a JDK, the container engine; for gpu also what libtorch-gpu.sh needs.
# HECLIP_DEBIAN=today takes the packages of today from Debian's mirrors instead, HECLIP_DEBIAN=any where that day's cannot be had; what
# differs from packages.tsv is said. HECLIP_SNAPSHOTS=URL is another place of that day, laid out as snapshot.debian.org/archive is.
set -eu

DAY=20261123T000000Z
SNAPSHOTS=${HECLIP_SNAPSHOTS:-http://snapshot.debian.org/archive}
CYCLONEDX=org.cyclonedx:cyclonedx-maven-plugin:2.9.1
# what Nextflow's task wrapper, Java's image and font code and libtorch call; decoders that are used where they are (docs/adr/native-decoders.md)
PACKAGES=procps,ca-certificates,libstdc++6,zlib1g,libjpeg62-turbo,liblcms2-2,libfreetype6,libfontconfig1,libharfbuzz0b,libopenslide0,libturbojpeg0
# of every file; 2026-01-01, as in the steps' jars
SOURCE_DATE_EPOCH=1767225600
export SOURCE_DATE_EPOCH

fail() {
    echo "$0: $*" >&2
    exit 2
}

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
project=$(dirname "$here")
engine=${1:-}
target=${2:-cpu}
case $engine,$target in
    podman,cpu | docker,cpu | podman,gpu | docker,gpu) ;;
    *) fail "usage: $0 podman|docker [cpu|gpu]" ;;
esac
for program in mmdebstrap mvn "$engine"; do
    command -v "$program" > /dev/null || fail "$program is missing: install it (Debian, Ubuntu: apt install $program)"
done
version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' "$project/pom.xml" | head -n 1)
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT INT TERM

# The packages' day; nothing for today, whose mirrors mmdebstrap knows.
fixed_day() {
    case ${HECLIP_DEBIAN:-day} in
        day) echo "$DAY" ;;
        any) ! curl -fsS -o /dev/null --max-time 20 "$SNAPSHOTS" 2> /dev/null || echo "$DAY" ;;
        today) ;;
        *) fail "HECLIP_DEBIAN is $HECLIP_DEBIAN, expected day, today or any" ;;
    esac
}

# root NAME PACKAGES OPTION...: a root file system, NAME.tar, of Debian's essential packages (and so without apt and most of Perl) and these
root() {
    tar=$context/$1.tar packages=$2
    shift 2
    [ ! -f "$context/sources.list" ] || sources=$context/sources.list
    mmdebstrap --quiet --variant=essential --include="$packages" --aptopt='Acquire::Check-Valid-Until "false"' \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --dpkgopt='path-exclude=/usr/lib/*/gconv/*' --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr "$@" bookworm "$tar" ${sources:-} > "$tar.log" 2>&1 ||
        { cat "$tar.log" >&2; fail "Debian's root file system cannot be made"; }
}

debian() {
    day=$(fixed_day)
    if [ -n "$day" ]; then
        for suite in 'debian bookworm' 'debian bookworm-updates' 'debian-security bookworm-security'; do
            echo "deb $SNAPSHOTS/${suite% *}/$day ${suite#* } main"
        done > "$context/sources.list"
    fi
    # the JDK that Java's runtime is made with; its installation links manual pages, so their folder must be there
    root java "$PACKAGES,openjdk-17-jdk-headless" --essential-hook='mkdir -p "$1/usr/share/man/man1"' &
    jdk=$!
    root root "$PACKAGES" \
        --customize-hook='echo heclip:x:1000:1000::/tmp:/bin/sh >> "$1/etc/passwd"' --customize-hook='echo heclip:x:1000: >> "$1/etc/group"' \
        --customize-hook="chroot \"\$1\" dpkg-query -W -f '\${Package}\t\${Version}\n' > $context/sbom/debian.tsv"
    wait $jdk
    if ! diff "$here/packages.tsv" "$context/sbom/debian.tsv" > "$context/differs"; then
        [ -z "$day" ] || fail "the packages are not those of packages.tsv: $(head -n 5 "$context/differs")"
        echo "$0: packages other than in packages.tsv: $(grep -c '^>' "$context/differs")" >&2
    fi
}

steps() {
    built=$project/target/steps/.built
    # not while something else uses them, as CI does
    if [ ! -f "$built" ] || [ -n "$(find "$project/src/main" "$project/src/build" "$project/pom.xml" -newer "$built" | head -n 1)" ]; then
        mvn -q -B -f "$project/pom.xml" package -Dmaven.test.skip=true
    fi
    mvn -q -B -f "$project/pom.xml" "$CYCLONEDX:makeBom" -DoutputFormat=json -DoutputName=steps.cdx -DoutputDirectory="$context/sbom" \
        -DincludeTestScope=false -Dcyclonedx.verbose=false
    mkdir "$context/steps"
    cp "$project"/target/steps/*.jar "$context/steps/"
    cp "$here/archives.sh" "$context/"
}

libtorch_gpu() {
    "$here/libtorch-gpu.sh" "$context/gpu" > /dev/null
    mv "$context/gpu/libtorch.txt" "$context/gpu/licences" "$context/sbom/"
    mv "$context/gpu/heclip/libtorch" "$context/"
}

mkdir "$context/sbom"
if [ "$target" = gpu ]; then
    libtorch_gpu # what may be missing comes first
    image=heclip:$version-gpu
fi
debian
steps
if [ "$target" = cpu ]; then
    cp -R "$project/target/steps/natives" "$context/libtorch"
    image=heclip:$version
fi
# one time for every file, so that the same sources give the same layers
case $engine in
    podman) set -- --timestamp "$SOURCE_DATE_EPOCH" --format docker ;;
    *) set -- ;;
esac
"$engine" build -q "$@" --build-arg VERSION="$version" --build-arg SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" --target "$target" \
    -t "$image" -f "$here/Containerfile" "$context"
echo "$image"
