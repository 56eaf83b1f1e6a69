#!/bin/sh
# Class-data archives (AppCDS) for the Java on PATH, so that steps start fast: FOLDER/<step>.jsa for each FOLDER/<step>.jar.
#   containers/archives.sh target/steps
# Each step is started once, with 1 for everything it requires, or a word that it knows: it gets as far as its input, which does not exist, and
# what it has loaded until then is archived. An archive that cannot be made is no failure: the step starts without it.
set -eu

steps=$(CDPATH= cd -- "${1:?usage: $0 FOLDER}" && pwd -P)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT INT TERM

# archives are good for one build of Java only
java=$(java -version 2>&1)
if [ "$(cat "$steps/.archives" 2> /dev/null)" != "$java" ]; then
    rm -f "$steps"/*.jsa
fi

# options STEP JAR: those that it requires; the synopsis has in brackets what may be left out
options() {
    case $1 in
        simulate) echo --output 1 --spots-per-side 1 ;; # needs no input and would do its work: it stops at its options
        ingest) echo --output 1 --patient 1 --section 1 --h5ad 1 ;; # needs one of several
        *)
            java -jar "$2" --help | sed -n '/^Usage/,/^[A-Z][^s]/p' | tr '\n' ' ' | sed 's/\[[^]]*\]//g' | grep -oE -- '--[a-z0-9-]+' | sort -u |
                sed -e 's/$/ 1/' -e 's/--encoder 1/--encoder resnet18/' -e 's/--model 1/--model ridge/' -e 's/--method 1/--method macenko/' | tr '\n' ' '
            ;;
    esac
}

cd "$scratch"
for jar in "$steps"/*.jar; do
    archive=${jar%.jar}.jsa
    [ ! "$archive" -nt "$jar" ] || continue
    # shellcheck disable=SC2046
    java -Xshare:auto -Xlog:disable -XX:+UseSerialGC -XX:ArchiveClassesAtExit="$scratch/step.jsa" -jar "$jar" $(options "$(basename "$jar" .jar)" "$jar") > /dev/null 2>&1 || true
    if [ -s step.jsa ]; then
        mv -f step.jsa "$archive"
    fi
    rm -rf 1
done
printf '%s\n' "$java" > "$steps/.archives"
