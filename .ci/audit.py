"""Tell which locked packages have known holes, and which of them could not be checked.

    python .ci/audit.py requirements.lock      where pip-audit is installed

Exit code 1 where a package has a known hole, else 0: that the advisories cannot be reached is
said plainly, but no fault of the project. Touches the network through pip-audit only.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

_SERVICES = ("pypi", "osv")  # https://pypi.org and https://osv.dev, asked in this order
_COMMAND = (
    "-m", "pip_audit", "--require-hashes", "--disable-pip", "--desc", "off", "--format", "json",
    "--progress-spinner", "off",
)  # fmt: skip


def main(lock: str) -> int:
    """Audit a lock file with the first service that knows all of its packages."""
    holes: dict[str, str] = {}
    checked: set[str] = set()
    packages: set[str] = set()
    for service in _SERVICES:
        for package in _audited(lock, service):
            name = package["name"]
            packages.add(name)
            if "skip_reason" not in package:
                checked.add(name)
            for hole in package.get("vulns", ()):
                fixed = ", ".join(hole["fix_versions"]) or "nothing yet"
                holes[f"{name} {package['version']}: {hole['id']}"] = f"mended in {fixed}"
        if packages and checked == packages:
            break
    for hole, mended in holes.items():
        sys.stdout.write(f"{hole}, {mended}\n")
    sys.stdout.write(f"{_summary(len(packages), len(checked), len(holes))}\n")
    return 1 if holes else 0


def _audited(lock: str, service: str) -> list[dict[str, Any]]:
    """What a service says of each package; nothing where it cannot be asked."""
    command = [sys.executable, *_COMMAND, "--requirement", lock, "--vulnerability-service", service]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    try:
        return list(json.loads(done.stdout)["dependencies"])
    except (ValueError, KeyError, TypeError):
        lines = done.stderr.strip().splitlines() or ["it says nothing"]
        sys.stdout.write(f"{service} cannot be asked: {lines[-1][:200]}\n")
        return []


def _summary(packages: int, checked: int, holes: int) -> str:
    if not checked:
        return "dependencies NOT CHECKED: the advisories cannot be reached from here"
    rest = f"; {packages - checked} NOT CHECKED" if checked < packages else ""
    return f"dependencies: {checked} of {packages} checked, {holes} known holes{rest}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
