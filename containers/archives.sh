#!/bin/sh
# Class-data archives (AppCDS) for the Java on PATH, so that steps start fast: FOLDER/<step>.jsa for each FOLDER/<step>.jar.
#   containers/archives.sh target/steps
# Each step is started once, with 1 for everything it requires: it gets as far as its input, which does not exist, and what it has loaded
# until then is archived. An archive that cannot be made is no failure: the step starts without it.
set -eu

steps=$(CDPATH= cd -- "${1:?usage: $0 FOLDER}" && pwd -P)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT INT TERM

# archives are good for one build of Java only
java=$(java -version 2>&1)
if [ "$(cat "$steps/.archives" 2> /dev/null)" != "$java" ]; then
    rm -f "$steps"/*.jsa
fi
cd "$scratch"
for jar in "$steps"/*.jar; do
    archive=${jar%.jar}.jsa
    [ ! "$archive" -nt "$jar" ] || continue
    # the synopsis has in brackets what may be left out
    required=$(java -jar "$jar" --help | sed -n '/^Usage/,/^[A-Z][^s]/p' | tr '\n' ' ' | sed 's/\[[^]]*\]//g' |
        grep -oE -- '--[a-z0-9-]+' | sort -u | sed 's/$/ 1/' | tr '\n' ' ')
    # shellcheck disable=SC2086
    java -Xshare:auto -Xlog:disable -XX:+UseSerialGC -XX:ArchiveClassesAtExit="$scratch/step.jsa" -jar "$jar" $required > /dev/null 2>&1 || true
    if [ -s step.jsa ]; then
        mv -f step.jsa "$archive"
    fi
done
printf '%s\n' "$java" > "$steps/.archives"
