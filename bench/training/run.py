"""A training step and frozen embedding against torch and timm, whole processes in turn, two threads each.

    mvn -q package -DskipTests
    mvn -q dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
    python3 bench/training/run.py PYTHON [ROUNDS] [step] [embed] [lite0] [grow] [gpu] [channels_last]

PYTHON has torch 2.7.1 and timm; gpu for a GPU, with HECLIP_LIBTORCH set to a libtorch that knows it; channels_last lays the peer's arrays pixel by pixel, as ours
always are. Both are handed bytes. Prints, ours / theirs: wall and processor seconds of a step (medians over steps and rounds), peak
memory of the process (MB), then how resident memory grows over 300 steps. Processor seconds do not mind other work on the machine.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
python, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
words = sys.argv[3:]
layout = [word for word in words if word == "channels_last"]
device = "gpu" if "gpu" in words else "cpu"
parts = [word for word in words if word not in ("gpu", "channels_last")] or ["step", "embed", "grow"]
steps = {"step": "40", "embed": "60"} if device == "gpu" else {"step": "4", "embed": "8"}
root = HERE.parent.parent
classpath = f"{root}/target/classes:{(root / 'target/classpath').read_text()}"


def run(command):
    """What the process printed, and its peak in MB."""
    environment = {"HECLIP_LIBTORCH": f"{root}/target/steps/natives", **os.environ, "OMP_NUM_THREADS": "2"}
    if command[0] == "java":
        environment["THP_MEM_ALLOC_ENABLE"] = "1"  # as bin/heclip does
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as process:
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return [float(word) for word in out.split()] + [usage.ru_maxrss / 1024]


def compare(name, java, arguments):
    found = {"ours": [], "theirs": []}
    for _ in range(rounds):
        found["ours"].append(run([*java, "org.heclip.model.TrainingBench", *arguments, device]))
        found["theirs"].append(run([python, str(HERE / "peer.py"), *arguments, device, *layout]))
    medians = {who: [statistics.median(column) for column in zip(*results)] for who, results in found.items()}
    columns = [f"{medians['ours'][i]:.3f} / {medians['theirs'][i]:.3f} = {medians['ours'][i] / medians['theirs'][i]:.2f}" for i in (0, 1, 4)]
    print(f"{name}\t" + "\t".join(columns), flush=True)


with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["javac", "-cp", classpath, "-d", folder, HERE / "TrainingBench.java"], check=True)
    java = ["java", "-XX:+UseSerialGC", "-Xmx512m", "-cp", f"{classpath}:{folder}"]
    print("operation\tseconds of a step\tprocessor seconds\tpeak MB (ours / theirs)")
    if "step" in parts:
        compare("training step, resnet50, 32 x 224 px, 1,000 genes", java, ["step", "resnet50", "32", "224", "1000", steps["step"]])
    if "embed" in parts:
        compare("frozen embedding, resnet50, 32 x 224 px", java, ["embed", "resnet50", "32", "224", "1000", steps["embed"]])
    if "lite0" in parts:
        compare("frozen embedding, efficientnet_lite0, 32 x 224 px", java, ["embed", "efficientnet_lite0", "32", "224", "1000", steps["embed"]])
    if "grow" in parts:
        _, _, early, late, _ = run([*java, "org.heclip.model.TrainingBench", "grow", "resnet50", "8", "64", "1000", "300", device])
        print(f"resident MB of ours after 50 and 300 steps\t{early:.0f}, {late:.0f} = {late / early:.3f}")
