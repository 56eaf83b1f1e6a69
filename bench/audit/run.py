"""What `audit` takes for a fold of made-up sections: 3,000 spots with 3,000 of 18,000 genes each, a fiftieth of the genes missing in each section.

    mvn -q package -DskipTests && python3 bench/audit/run.py SECTIONS HEAP_MB      needs anndata and GNU time
"""
import subprocess
import sys
import tempfile
from pathlib import Path

import anndata
import numpy as np
import scipy.sparse

SPOTS, GENES, STORED = 3000, 18000, 3000
JAR = Path(__file__).parents[2] / "target/steps/audit.jar"


def section(number, random):
    genes = [f"G{g}" for g in range(GENES) if (7 * g + number) % 50]
    columns = np.concatenate([np.sort(random.choice(len(genes), STORED, replace=False)) for _ in range(SPOTS)])
    counts = random.integers(1, 30, SPOTS * STORED).astype(np.float32)
    data = anndata.AnnData(scipy.sparse.csr_matrix((counts, columns, np.arange(0, SPOTS * STORED + 1, STORED)), shape=(SPOTS, len(genes))))
    data.obs_names, data.var_names = [f"spot{s}" for s in range(SPOTS)], genes
    data.uns["heclip"] = {"section": f"S{number}", "patient": f"P{number}", "image_sha256": f"sum{number}"}
    return data


def main(sections, heap):
    random = np.random.default_rng(1)
    names = [f"S{i}" for i in range(sections)]
    with tempfile.TemporaryDirectory() as folder:
        files = [f"{folder}/{name}.h5ad" for name in names]
        for number, file in enumerate(files):
            section(number, random).write_h5ad(file)
        fold = Path(folder, "fold.yml")
        patients = ", ".join(f"{name}: P{i}" for i, name in enumerate(names))
        fold.write_text(f"{{id: S0, scheme: leave_one_patient_out, protocol: honest, train: [{', '.join(names[1:])}], validation: [{names[-1]}], test: [S0], patients: {{{patients}}}}}\n")
        command = ["java", f"-Xmx{heap}m", "-XX:+UseSerialGC", "-jar", JAR, "--fold", fold, "--sections", *files, "--output", f"{folder}/audit.tsv"]
        took = subprocess.run(["/usr/bin/time", "-f", "%U CPU s, peak of %M KB", *command], check=True, capture_output=True, text=True).stderr
        print(f"{sections} sections, {sections * SPOTS * STORED * 8 / 1e6:.0f} MB of counts, heap {heap} MB: {took.strip()}")


main(int(sys.argv[1]), int(sys.argv[2]))
