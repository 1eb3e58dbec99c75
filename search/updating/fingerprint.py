"""What an index depends on: if any of it differs, the index must be built again.

Touches the package's own files, read-only.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from search.analysis import version
from search.engine.segments.fields import SCHEMA_VERSION

_MAKING = (
    "reading",
    "cleaning",
    "describing",
    "analysis",
    "updating/indexing.py",
    "updating/correctionfile.py",
    "updating/corrections.py",
    "updating/figures.py",
    "updating/romanising.py",
    "engine/ranking/signature.py",
)


@cache
def fingerprint() -> dict[str, str]:
    """Return the versions and digests that an index is stamped with.

    The code that makes documents is part of it: nobody can forget to raise a number.
    """
    package = Path(__file__).parent.parent
    return {
        "schema": str(SCHEMA_VERSION),
        "analyser": version(),
        "data": _digest([package / "data"], "*.tsv", "*.txt"),
        "code": _digest([package.joinpath(name) for name in _MAKING], "*.py", "*/*.py"),
    }


def _digest(places: list[Path], *patterns: str) -> str:
    found = sha256()
    for place in places:
        members = {member for pattern in patterns for member in place.glob(pattern)} or {place}
        for member in sorted(members):
            found.update(member.relative_to(place.parent).as_posix().encode() + member.read_bytes())
    return found.hexdigest()[:16]
