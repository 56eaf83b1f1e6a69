"""Runs MultiQC over a folder; prints the HECLIP sections of its report and the rows of each. Usage: check_multiqc.py RESULTS OUTPUT"""
import json
import subprocess
import sys
from pathlib import Path

results, out = sys.argv[1:]
run = subprocess.run([sys.executable, "-m", "multiqc", "--quiet", "--no-ansi", "--no-version-check", "--outdir", out, results],
                     capture_output=True, text=True)
said = run.stdout + run.stderr
if run.returncode or "unrecognized" in said or "rror" in said:
    sys.exit(f"multiqc ended with {run.returncode}: {said}")
data = json.loads((Path(out) / "multiqc_data" / "multiqc_data.json").read_text())
for name, rows in sorted(data["report_saved_raw_data"].items()):
    section = name.removeprefix("multiqc_").removesuffix("_plot")
    if section.startswith("heclip"):
        print(f"{section}: {' '.join(sorted(rows))}")
