"""Who reads a generation keeps it; a draft waits and does not serve."""

from __future__ import annotations

from pathlib import Path

import pytest
from storage_fixtures import VERSION, generations, publish

from search import DamagedIndex, NoIndex, StaleIndex
from search.engine.generations.durable import replace_synced
from search.engine.generations.storage import Storage

# Who reads.


def test_a_generation_stays_until_its_last_reader_lets_go(storage: Storage) -> None:
    old = publish(storage, "first")
    one, two = storage.hold(VERSION), Storage(storage.root).hold(VERSION)
    new = publish(storage, "second")
    assert generations(storage) == [old.generation, new.generation]
    assert (one.folder / "one.arrays").read_text("utf-8") == "first"
    storage.check(one.manifest, deep=True)
    one.release()
    one.release()
    assert old.generation in generations(storage), "another still reads"
    two.release()
    assert generations(storage) == [new.generation]


def test_who_lets_go_of_what_serves_removes_nothing(storage: Storage) -> None:
    manifest = publish(storage, "first")
    storage.hold(VERSION).release()
    with storage.lock(1):
        storage.prepare(manifest)
        storage.hold(VERSION).release()
        assert len(generations(storage)) == 2, "what a writer makes is not a reader's to remove"


def test_what_a_dead_reader_held_is_swept(storage: Storage) -> None:
    publish(storage, "first")
    held = storage.hold(VERSION)
    new = publish(storage, "second")
    del held  # as at the end of a process: the system lets go
    with storage.lock(1):
        storage.sweep()
    assert generations(storage) == [new.generation]


def test_who_could_not_open_a_generation_does_not_hold_it(storage: Storage) -> None:
    manifest = publish(storage, "first")
    with pytest.raises(StaleIndex) as stale:
        storage.hold({**VERSION, "analyser": "b"})
    (storage.folder(manifest.generation) / "one.arrays").write_bytes(b"fir_t")
    with pytest.raises(DamagedIndex) as broken:
        storage.hold(VERSION)
    new = publish(storage, "second")
    assert stale.traceback
    assert broken.traceback
    assert generations(storage) == [new.generation]


# Drafts.


def test_a_draft_waits_and_does_not_serve(storage: Storage) -> None:
    old = publish(storage, "old")
    draft = publish(storage, "half of the new", draft=True)
    assert storage.open(VERSION) == old
    assert storage.draft(VERSION) == draft
    assert storage.draft({**VERSION, "analyser": "b"}) is None
    assert storage.latest() == old.generation
    with storage.lock(1):
        storage.sweep()
    assert generations(storage) == [old.generation, draft.generation]
    new = publish(storage, "all of the new")
    assert (storage.open(VERSION), storage.draft(VERSION)) == (new, None)
    assert generations(storage) == [new.generation]


def test_a_draft_that_is_damaged_is_none(storage: Storage) -> None:
    publish(storage, "old")
    draft = publish(storage, "half", draft=True)
    (storage.folder(draft.generation) / "one.arrays").write_bytes(b"hal_")
    assert storage.draft(VERSION) is None
    assert storage.open(VERSION)


def test_without_a_pointer_a_draft_is_not_taken_for_the_index(storage: Storage) -> None:
    old = publish(storage, "old")
    publish(storage, "half", draft=True)
    (storage.root / "CURRENT").unlink()
    assert storage.latest() == old.generation


def test_where_the_first_publishing_is_cut_short_there_is_no_index_yet(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(path: Path, content: str) -> None:
        if path.name == "CURRENT":
            raise KeyboardInterrupt
        replace_synced(path, content)

    monkeypatch.setattr("search.engine.generations.storage.replace_synced", cut)
    with pytest.raises(KeyboardInterrupt):
        publish(storage, "first")
    monkeypatch.undo()
    with pytest.raises(NoIndex):
        storage.open(VERSION)
    assert storage.draft(VERSION), "the next run goes on from it"
    assert publish(storage, "second") == storage.open(VERSION)
    assert generations(storage) == [2]


def test_what_has_been_published_cannot_be_discarded(storage: Storage) -> None:
    manifest = publish(storage, "first")
    draft = publish(storage, "half", draft=True)
    for published in (manifest, draft):
        storage.discard(storage.folder(published.generation))
    assert generations(storage) == [manifest.generation, draft.generation]
