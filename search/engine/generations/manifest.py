"""What a generation of the index consists of. Touches nothing.

A manifest is plain JSON: reading it can run no code.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import Struct, convert, field, json

from search.engine.generations.trust import unmendable
from search.errors import StaleIndex

MANIFEST: Final = "manifest.json"


class SegmentEntry(Struct, frozen=True):
    """A segment in a manifest: its id, documents, deleted numbers and field lengths."""

    id: str
    documents: int
    deleted: list[int]
    lengths: dict[str, int]


class Manifest(Struct, frozen=True):
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
        return json.encode(self).decode()


def read_manifest(
    path: Path, content: bytes, sha: str, fingerprint: dict[str, str] | None
) -> Manifest:
    """Read the content of a manifest file whose SHA-256 must be `sha`.

    Raises DamagedIndex, and StaleIndex where `fingerprint` is another one: what another
    version wrote may have another form, and that is not damage.
    """
    if sha256(content).hexdigest() != sha:
        raise unmendable(f"{path}: is not what was written")
    try:
        plain = json.decode(content)
        built = dict(plain["fingerprint"])
        if fingerprint is not None and built != fingerprint:
            raise StaleIndex(_differences(path.parents[2], built, fingerprint))
        return convert(plain, Manifest)
    except (ValueError, KeyError, TypeError) as error:
        raise unmendable(f"{path}: {error}") from error


def _differences(root: Path, old: dict[str, str], new: dict[str, str]) -> str:
    changed = sorted(k for k in old.keys() | new.keys() if old.get(k) != new.get(k))
    return (
        f"{root}: the index was built with another {', '.join(changed)}; "
        "run mulu index to build it again (the documents are only read)"
    )
