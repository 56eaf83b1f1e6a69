"""How long a step takes from its start to its first line of work (its input, which does not exist), with and without its class-data
archive, in turn.

    ./nextfloww run . -profile test -stub     # builds target/steps and its archives
    python3 bench/startup/run.py [ROUNDS]

Prints a Markdown table: medians of wall and CPU seconds.
"""
import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]
STEPS = PROJECT / "target/steps"
# as conf/base.config starts steps of the label step_low
ENVIRONMENT = dict(os.environ, HECLIP_JAVA_OPTS="-Xmx700m -XX:+UseSerialGC -XX:TieredStopAtLevel=1")


# words that a step knows, where 1 would end it before its input; as in containers/archives.sh
WORDS = {"--encoder": "resnet18", "--model": "ridge", "--method": "macenko"}


def required(jar):
    text = subprocess.run(["java", "-jar", jar, "--help"], capture_output=True, text=True, check=True).stdout
    usage = re.match(r"Usage: (.*?)\n\S", text, re.S).group(1)
    names = re.findall(r"--[a-z0-9-]+", re.sub(r"\[[^]]*\]", "", usage))
    names += ["--h5ad"] if jar.stem == "ingest" else []
    return [part for name in dict.fromkeys(names) for part in (name, WORDS.get(name, "1"))]


def seconds(command, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    ended = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ended.returncode != 2:
        raise SystemExit(f"{command}: found exit status {ended.returncode}, expected 2: {ended.stderr}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(rounds):
    print("| step | wall, archive | wall, none | CPU, archive | CPU, none |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        plain = pathlib.Path(folder) / "plain"
        plain.mkdir()
        for jar in sorted(STEPS.glob("*.jar")):
            if jar.stem == "simulate":  # needs no input: it would do its work
                continue
            copy = plain / jar.name  # without an archive beside it
            copy.write_bytes(jar.read_bytes())
            options = required(jar)
            times = [[seconds([PROJECT / "bin/heclip", path, *options], folder) for path in (jar, copy)] for _ in range(rounds)]
            column = [statistics.median(t[variant][kind] for t in times) for kind in (0, 1) for variant in (0, 1)]
            print(f"| {jar.stem} | " + " | ".join(f"{value:.2f}" for value in column) + " |", flush=True)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
