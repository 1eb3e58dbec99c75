"""What a generation of the index consists of. Touches nothing.

A manifest is plain JSON: reading it can run no code.
"""

from __future__ import annotations

import json
from typing import Any, Final

from search.frozen import asdict, dataclass, field

MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment in a manifest: its id, documents, deleted numbers and field lengths."""

    id: str
    documents: int
    deleted: list[int]
    lengths: dict[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation consists of.

    `updated`: POSIX seconds; `folders`: where the documents come from; `files` maps a name
    to its size and SHA-256, `times` to its time of modification in nanoseconds.
    """

    generation: int
    fingerprint: dict[str, str]
    updated: float
    segments: list[SegmentEntry]
    folders: list[str]
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)

    def as_text(self) -> str:
        """Return the manifest as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def of(plain: dict[str, Any]) -> Manifest:
        """Make a manifest of its JSON; raises ValueError, KeyError or TypeError otherwise."""
        return Manifest(
            generation=int(plain["generation"]),
            fingerprint=dict(plain["fingerprint"]),
            updated=float(plain["updated"]),
            segments=[SegmentEntry(**entry) for entry in plain["segments"]],
            folders=[str(folder) for folder in plain["folders"]],
            files={name: (int(size), digest) for name, (size, digest) in plain["files"].items()},
            times={name: int(time) for name, time in plain["times"].items()},
        )
