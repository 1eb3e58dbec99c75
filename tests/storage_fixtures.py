"""A store of index generations and what tests publish in it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from search.engine.generations.storage import Manifest, SegmentEntry, Storage

VERSION = {"schema": "1", "analyser": "a"}


def publish(
    storage: Storage, content: str, version: dict[str, str] = VERSION, *, draft: bool = False
) -> Manifest:
    """Publish a generation of one file."""
    with storage.lock(1):
        folder = storage.prepare(None)
        (folder / "one.arrays").write_text(content, "utf-8")
        segments = [SegmentEntry("00000001", 1, [], {"body": 2})]
        manifest = Manifest(int(folder.name), version, time.time(), segments, ["/docs"])
        storage.publish(folder, manifest, {}, draft=draft)
    return manifest


def generations(storage: Storage) -> list[int]:
    """The numbers of the generations that are on disk."""
    return sorted(int(path.name) for path in (storage.root / "generations").iterdir())


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """A store without any generation."""
    return Storage(tmp_path / "index")
