"""Index generations on disk: complete or invisible, one writer, every damage noticed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from search import DamagedIndex, IndexLocked, NoIndex, StaleIndex
from search.engine.storage import Manifest, SegmentEntry, Storage

VERSION = {"schema": "1", "analyser": "a"}


def publish(storage: Storage, content: str, version: dict[str, str] = VERSION) -> Manifest:
    """Publish a generation of one file."""
    with storage.lock(1):
        folder = storage.prepare(None)
        (folder / "one.arrays").write_text(content, "utf-8")
        segments = [SegmentEntry("00000001", 1, [], {"body": 2})]
        manifest = Manifest(int(folder.name), version, time.time(), segments, ["/docs"])
        storage.publish(folder, manifest, {})
    return manifest


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "index")


def test_there_is_nothing_before_the_first_generation(storage: Storage) -> None:
    with pytest.raises(NoIndex):
        storage.open(VERSION)
    assert (storage.current(), storage.latest()) == (0, 0)
    assert not storage.root.exists(), "looking makes no folder"


def test_what_is_published_is_read(storage: Storage) -> None:
    manifest = publish(storage, "first")
    assert storage.open(VERSION, deep=True) == manifest
    assert storage.current() == storage.latest() == manifest.generation


def test_a_newer_generation_replaces_the_older(storage: Storage) -> None:
    old, new = publish(storage, "first"), publish(storage, "second")
    assert new.generation > old.generation
    assert storage.open(VERSION) == new
    assert not storage.folder(old.generation).exists()


def test_what_is_prepared_is_invisible_and_swept(storage: Storage) -> None:
    manifest = publish(storage, "first")
    with storage.lock(1):
        folder = storage.prepare(manifest)
        assert (folder / "one.arrays").read_text("utf-8") == "first"
        assert storage.open(VERSION) == manifest
        storage.sweep()
    assert not folder.exists()
    assert storage.open(VERSION, deep=True) == manifest


def test_another_version_is_stale_and_named(storage: Storage) -> None:
    publish(storage, "first")
    with pytest.raises(StaleIndex, match="analyser"):
        storage.open({**VERSION, "analyser": "b"})
    with pytest.raises(StaleIndex, match="data"):
        storage.open({**VERSION, "data": "new"})
    assert storage.open(None).fingerprint == VERSION


@pytest.mark.parametrize("name", ["one.arrays", "manifest.json"])
@pytest.mark.parametrize("content", [b"", b"fourt", b"other", b"first and more", b"\xff\xfe", None])
def test_damage_is_noticed(storage: Storage, name: str, content: bytes | None) -> None:
    manifest = publish(storage, "first")
    file = storage.folder(manifest.generation) / name
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(DamagedIndex, match="mulu index"):
        storage.open(VERSION)
    assert storage.latest() == manifest.generation


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{}",
        b"[]",
        b"7",
        b"\xff",
        b'{"generation": 1}',
        b'{"generation": "x", "manifest": ""}',
        b'{"generation": 99, "manifest": ""}',
    ],
)
def test_a_damaged_pointer_is_noticed_and_forgets_nothing(storage: Storage, content: bytes) -> None:
    manifest = publish(storage, "first")
    (storage.root / "CURRENT").write_bytes(content)
    with pytest.raises(DamagedIndex):
        storage.open(VERSION)
    storage.sweep()
    assert storage.latest() == manifest.generation
    assert publish(storage, "second").generation > manifest.generation
    assert storage.open(VERSION)


def test_a_second_writer_waits_and_is_told_by_whom(storage: Storage) -> None:
    with storage.lock(1):
        started = time.monotonic()
        with pytest.raises(IndexLocked, match=r"process \d+"), Storage(storage.root).lock(0.2):
            pass
        assert time.monotonic() - started >= 0.2
    with Storage(storage.root).lock(0.2):
        pass


def test_the_lock_is_free_after_a_failure(storage: Storage) -> None:
    with pytest.raises(ZeroDivisionError), storage.lock(1):
        raise ZeroDivisionError
    with storage.lock(0):
        pass
