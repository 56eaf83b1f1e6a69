"""Validates the RO-Crate of a run: check_crate.py FOLDER. Needs rocrate and roc-validator.

The two JSON-LD contexts are answered from here, so that no network is needed: RO-Crate's as the package rocrate brings it (of version 1.3,
where Bioschemas' terms have other addresses than in 1.1), and of the workflow-run terms those that a run uses.
"""
import json
import pathlib
import sys

import requests
import rocrate
from rocrate.rocrate import ROCrate

TERMS = "https://w3id.org/ro/terms/workflow-run#"
CONTEXTS = {
    "https://w3id.org/ro/crate/1.1/context": (pathlib.Path(rocrate.__file__).parent / "data/ro-crate.jsonld").read_text()
    .replace("https://bioschemas.org/terms/", "https://bioschemas.org/"),
    "https://w3id.org/ro/terms/workflow-run/context": json.dumps({"@context": {name: TERMS + name for name in ["sha256", "containerImage"]}}),
}
PROFILES = ["ro-crate-1.1", "process-run-crate-0.5", "workflow-run-crate-0.5"]


def answer(session, method, url, **_):
    if url not in CONTEXTS:
        raise requests.ConnectionError(f"{url}: not known here")
    response = requests.Response()
    response.status_code, response.url, response._content = 200, url, CONTEXTS[url].encode()
    response.headers["Content-Type"] = "application/ld+json"
    return response


requests.Session.request = answer
from rocrate_validator import models, services  # noqa: E402 (after the network is closed)


def main(folder):
    crate = ROCrate(folder)
    run = crate.get("#run")
    print(f"{len(crate.data_entities)} data entities, {len(run['object'])} inputs, {len(run['result'])} outputs")
    problems = []
    for profile in PROFILES:
        settings = services.ValidationSettings(
            rocrate_uri=folder, profile_identifier=profile, requirement_severity=models.Severity.REQUIRED, enable_profile_inheritance=True)
        result = services.validate(settings)
        problems += [f"{profile}: {issue.violatingEntity}: {issue.message}" for issue in result.get_issues()]
        print(profile, "valid" if not result.has_issues() else "NOT VALID")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
