"""CI's look at known holes: one fails it, what could not be asked is said and does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / ".ci" / "audit.py"
SOUND = {"name": "flask", "version": "3.1.3", "vulns": []}
HOLED = {
    "name": "werkzeug",
    "version": "3.0.0",
    "vulns": [{"id": "CVE-2023-46136", "fix_versions": ["3.0.1"]}],
}
UNKNOWN = {"name": "numpy", "skip_reason": "Dependency not found on PyPI"}
OFFLINE: list[dict[str, object]] = []


@pytest.mark.parametrize(
    ("pypi", "osv", "code", "said"),
    [
        ([SOUND], OFFLINE, 0, "1 of 1 checked, 0 known holes"),
        ([SOUND, HOLED], OFFLINE, 1, "werkzeug 3.0.0: CVE-2023-46136, mended in 3.0.1"),
        ([SOUND, UNKNOWN], OFFLINE, 0, "1 of 2 checked, 0 known holes; 1 NOT CHECKED"),
        ([UNKNOWN], [{**UNKNOWN, "version": "1"}], 0, "NOT CHECKED"),
        ([UNKNOWN], [{"name": "numpy", "version": "1", "vulns": HOLED["vulns"]}], 1, "numpy 1"),
        (OFFLINE, OFFLINE, 0, "NOT CHECKED: the advisories cannot be reached"),
    ],
)
def test_a_known_hole_fails_and_what_was_not_checked_is_said(
    tmp_path: Path, pypi: object, osv: object, code: int, said: str
) -> None:
    answers = {"pypi": json.dumps({"dependencies": pypi}) if pypi else "",
               "osv": json.dumps({"dependencies": osv}) if osv else ""}  # fmt: skip
    (tmp_path / "pip_audit.py").write_text(
        f"import sys; print({answers!r}[sys.argv[-1]]); sys.exit('ConnectionError: no route')"
    )
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "requirements.lock"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert (done.returncode, done.stderr) == (code, "")
    assert said in done.stdout
