"""Draws docs/pipeline.svg from the DAG of a run, and needs Graphviz:

    ./nextfloww run . -profile test -stub && python3 docs/pipeline.py results/pipeline_info/dag.mmd

A user's steps only, without `simulate`: what Nextflow does between them is left out, and of the arrows those that a longer way implies. Colours are the resource
labels of the modules; below a name is what a task is made for.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
COLOURS = {"step_low": "#e8eef5", "step_medium": "#c9dcef", "step_high": "#f6d9b8"}
TASKS = {
    "${meta.section}": "each section",
    "${meta.fold} ${meta.protocol}": "each fold",
    "${meta.model} ${meta.fold} ${meta.protocol ?: ''}": "each model and fold",
    "${meta.model} ${meta.section} ${meta.protocol}": "each model and section",
}


def read(mmd):
    """Names of the processes by node number, and for each node the nodes it leads to."""
    text = pathlib.Path(mmd).read_text()
    processes = {int(node): name for node, name in re.findall(r'v(\d+)\(\["(?:.*:)?(\w+)"\]\)', text) if name != "SIMULATE"}
    onward = {}
    for a, b in re.findall(r"v(\d+) --> v(\d+)", text):
        onward.setdefault(int(a), set()).add(int(b))
    return processes, onward


def successors(start, processes, onward):
    """Processes reached without passing another one; Nextflow numbers nodes from first to last."""
    found, seen, todo = set(), set(), list(onward.get(start, ()))
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        if node in processes:
            found.add(node)
        else:
            todo += onward.get(node, ())
    return {node for node in found if node > start}


def node(number, name):
    module = (ROOT / "modules" / name.lower() / "main.nf").read_text()
    label = re.search(r"label '(step_(?:low|medium|high))'", module).group(1)
    tag = re.search(r'tag "(.*)"', module)
    below = f'<BR/><FONT POINT-SIZE="10">{TASKS[tag.group(1)]}</FONT>' if tag else ""
    return f'v{number} [label=<{name.lower()}{below}>, fillcolor="{COLOURS[label]}"];'


def main(mmd):
    processes, onward = read(mmd)
    edges = [f"v{a} -> v{b};" for a in sorted(processes) for b in sorted(successors(a, processes, onward))]
    nodes = [node(number, name) for number, name in sorted(processes.items())]
    style = 'rankdir=LR; nodesep=0.25; ranksep=0.3; node [shape=box, style="rounded,filled", fontname="Helvetica", color="#50657a"]; edge [color="#50657a", arrowsize=0.7];'
    graph = "\n".join(["digraph heclip {", style, *nodes, *edges, "}"])
    reduced = subprocess.run(["tred"], input=graph, capture_output=True, text=True, check=True).stdout
    svg = subprocess.run(["dot", "-Tsvg"], input=reduced, capture_output=True, text=True, check=True).stdout
    # Graphviz' version and date are no part of the figure
    (ROOT / "docs/pipeline.svg").write_text(re.sub(r"<!--.*?-->\n?", "", svg, flags=re.S))


if __name__ == "__main__":
    main(sys.argv[1])
