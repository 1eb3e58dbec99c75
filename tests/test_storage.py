"""Index generations on disk: complete or invisible, one writer, every damage noticed."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from storage_fixtures import VERSION, publish

from search import DamagedIndex, IndexLocked, NoIndex, StaleIndex, StorageError
from search.engine.generations.storage import Storage


def test_there_is_nothing_before_the_first_generation(storage: Storage) -> None:
    with pytest.raises(NoIndex, match="run: mulu index FOLDER"):
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
def test_a_damaged_or_missing_file_is_noticed_and_named_with_what_helps(
    storage: Storage, name: str, content: bytes | None
) -> None:
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


def test_a_pointer_that_vanished_is_damage_where_there_was_an_index(storage: Storage) -> None:
    publish(storage, "first")
    (storage.root / "CURRENT").unlink()
    with pytest.raises(DamagedIndex, match="CURRENT: is missing"):
        storage.open(VERSION)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no owners of this kind")
@pytest.mark.parametrize("what", ["", "generations/1"])
def test_the_index_of_another_user_is_not_opened(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    publish(storage, "first")
    real = Path.stat
    other = 54321

    def stat(path: Path, **how: bool) -> os.stat_result:
        found = real(path, **how)
        if path != storage.root / what:
            return found
        return os.stat_result([*found[:4], other, *found[5:10]])

    monkeypatch.setattr(Path, "stat", stat)
    with pytest.raises(StorageError, match=r"belongs to user 54321.*--index"):
        storage.open(VERSION)
    if not what:
        with pytest.raises(StorageError, match="belongs to"), storage.lock(1):
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no owners of this kind")
def test_a_link_to_an_index_of_ones_own_is_followed(storage: Storage, tmp_path: Path) -> None:
    publish(storage, "first")
    link = tmp_path / "link"
    link.symlink_to(storage.root)
    assert Storage(link).open(VERSION) == storage.open(VERSION)


def test_a_file_that_is_only_a_link_is_damage(storage: Storage, tmp_path: Path) -> None:
    manifest = publish(storage, "first")
    file = storage.folder(manifest.generation) / "one.arrays"
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DamagedIndex, match=r"one\.arrays"):
        storage.open(VERSION)


def test_of_a_large_index_only_what_was_touched_is_read(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = publish(storage, "first")
    file = storage.folder(manifest.generation) / "one.arrays"
    monkeypatch.setattr("search.engine.generations.storage._VERIFY_BYTES", 0)
    before = file.stat()
    file.write_bytes(b"fir_t")
    with pytest.raises(DamagedIndex, match=r"one\.arrays"):
        storage.open(VERSION)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert storage.open(VERSION), "a disk that rots changes no times"
    with pytest.raises(DamagedIndex, match=r"one\.arrays"):
        storage.open(VERSION, deep=True)
    file.write_bytes(b"first")
    assert storage.open(VERSION), "a copy has other times and the same bytes"


def test_what_is_damaged_is_listed(storage: Storage) -> None:
    manifest = publish(storage, "first")
    assert storage.broken(manifest) == []
    (storage.folder(manifest.generation) / "one.arrays").write_bytes(b"fir_t")
    assert storage.broken(manifest) == ["one.arrays"]


def test_the_holder_is_told_with_process_computer_and_time(storage: Storage) -> None:
    holder = rf"process {os.getpid()} on {platform.node()} \(since \d{{4}}-\d\d-\d\d \d\d:"
    with (
        storage.lock(1),
        pytest.raises(IndexLocked, match=holder),
        Storage(storage.root).lock(0),
    ):
        pass


def test_what_older_versions_wrote_is_stale_whatever_its_form(storage: Storage) -> None:
    manifest = publish(storage, "first")
    path = storage.folder(manifest.generation) / "manifest.json"
    text = json.dumps({"fingerprint": {"schema": "0"}, "segments": "of another form"})
    path.write_text(text, "utf-8")
    pointer = {"generation": manifest.generation, "manifest": sha256(text.encode()).hexdigest()}
    (storage.root / "CURRENT").write_text(json.dumps(pointer), "utf-8")
    with pytest.raises(StaleIndex, match="schema"):
        storage.open(VERSION)
