"""A folder of small documents that changes at random, and what its index must answer.

Each document has a word that no other one has ever had, so that what an index answers tells
to which moment it belongs: document by document, through the stored text and through search.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from unittest.mock import patch

from msgspec import Struct
from msgspec.structs import replace

from search import NoIndex, Query, Settings, open_index, update
from search.engine.generations.storage import Storage
from search.updating.fingerprint import fingerprint

State = dict[str, str]
"""The word of each document by its path."""

_MOST = 14  # documents
_NAMES = tuple(f"{folder}{number}.txt" for folder in ("", "sub/", "深/") for number in range(8))


class Lost(AssertionError):
    """An index does not answer what it must."""


class Manner(Struct, frozen=True):
    """How one update runs: worker processes, checkpoints after each file, a rebuild, and whether
    it is one of the paths alone that have changed.
    """

    workers: bool = False
    checkpoints: bool = False
    rebuild: bool = False
    parts: bool = False

    @staticmethod
    def any(random: Random) -> Manner:
        """Choose one; most updates are plain."""
        workers, checkpoints, rebuild, parts = (
            random.random() < share for share in (0.4, 0.2, 0.1, 0.5)
        )
        return Manner(workers, checkpoints, rebuild, parts)

    def __str__(self) -> str:
        if self.rebuild:
            return "rebuild"
        name = "checkpoints" if self.checkpoints else "update"
        return f"{name} of parts" if self.parts else name


_PLAIN = Manner()


class World:
    """A folder of documents, the settings of its index, and what must be in it."""

    def __init__(self, root: Path, random: Random) -> None:
        self.documents = root / "documents"
        self.documents.mkdir()
        self.settings = Settings(index=root / "index", workers=1)
        self.random = random
        self.files: State = {}
        self.acknowledged: State | None = None
        self._words = 0
        self._parts = False
        self._versions = 0

    def change(self) -> None:
        """Change the folder: write some files, change, move or remove some, now and then all."""
        for _ in range(self.random.choice((1, 1, 1, 2, 5, 12))):
            name = self.random.choice(_NAMES)
            if name not in self.files or self.random.random() < 0.5:
                self._write(name)
            elif self.random.random() < 0.3:
                self._move(name)
            else:
                self._remove(name)
        for name in self.random.sample(sorted(self.files), max(0, len(self.files) - _MOST)):
            self._remove(name)
        if self.random.random() < 0.03:
            for name in list(self.files):
                self._remove(name)

    def _write(self, name: str) -> None:
        self._words += 1
        word = f"word{self._words}x"
        file = self.documents / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"The maker space 众创空间 {word}\n", "utf-8")
        self.files[name] = word

    def _move(self, name: str) -> None:
        free = [other for other in _NAMES if other not in self.files]
        target = self.documents / self.random.choice(free)
        target.parent.mkdir(exist_ok=True)
        (self.documents / name).rename(target)
        self.files[target.relative_to(self.documents).as_posix()] = self.files.pop(name)

    def _remove(self, name: str) -> None:
        (self.documents / name).unlink()
        del self.files[name]

    @contextmanager
    def manner(self, manner: Manner) -> Iterator[Settings]:
        """Let updates run in some manner; yields the settings for them."""
        self._versions += manner.rebuild
        self._parts = manner.parts
        few = 0 if manner.workers else 1 << 20  # bytes, below which no workers are started
        with (
            patch("search.updating.preparing._FEW_BYTES", few),
            patch("search.updating.preparing._CHUNK_FILES", 1 if manner.checkpoints else 4),
            patch("search.updating.catalogue._FEW", 500),  # bytes, so that tables are joined too
            patch("search.updating.run.CHECKPOINT_SECONDS", 0 if manner.checkpoints else 60),
            patch("search.updating.update.fingerprint", self._version),
        ):
            yield replace(self.settings, workers=2 if manner.workers else 1)

    def _version(self) -> dict[str, str]:
        return {**fingerprint(), "rebuild": str(self._versions)}

    def update(self, settings: Settings) -> None:
        """Bring the index up to date with the folder, or with what differs in it by now."""
        known = self.acknowledged or {}
        differing = [p for p in known | self.files if known.get(p) != self.files.get(p)]
        if self._parts and self.acknowledged is not None and differing:
            update(settings, (), only=[self.documents / path for path in differing])
        else:
            update(settings, [self.documents])

    def check(self, manner: Manner = _PLAIN) -> float:
        """Hold what the index answers to what it may answer → the seconds of processor
        time that opening took.

        That is what was acknowledged or what the folder held when the update began, whole;
        with checkpoints each document by itself. Raises Lost. What is found is acknowledged
        from then on: somebody has seen it.
        """
        try:
            seen, seconds = observe(self.settings, self.random)
        except NoIndex:
            if self.acknowledged is not None:
                raise Lost("the index is gone") from None
            return 0.0
        before = self.acknowledged or {}
        whole = seen in (before, self.files)
        # A rebuild keeps the old index whole until it is done; where there is none yet, it has
        # nothing to keep and shows each document as soon as it can.
        kept = manner.rebuild and self.acknowledged is not None
        by_document = manner.checkpoints and not kept
        if not whole and not (by_document and _between(seen, before, self.files)):
            raise Lost(f"neither before nor after: {_difference(seen, before, self.files)}")
        self.acknowledged = seen
        return seconds

    def finish(self) -> None:
        """Bring the index up to date undisturbed; it must then hold the folder, and no rest."""
        with self.manner(Manner()) as settings:
            self.update(settings)
        self.acknowledged = dict(self.files)
        self.check()
        Storage(self.settings.index).open(deep=True)
        left = sorted(path.name for path in (self.settings.index / "generations").iterdir())
        if len(left) != 1:
            raise Lost(f"old generations are left: {', '.join(left)}")


def observe(settings: Settings, random: Random | None = None) -> tuple[State, float]:
    """Return what an index answers, and the processor time until its first answer, in seconds."""
    started = time.process_time()
    library = open_index(settings)
    try:
        hits = library.search(Query("", limit=200)).hits
        seconds = time.process_time() - started
        state = {}
        for hit in hits:
            if hit.path in state:
                raise Lost(f"{hit.path} is there twice")
            state[hit.path] = library.show(hit.id).document.clean.text.split()[-1]
        words = sorted(set(state.values()))
        for word in (random or Random(0)).sample(words, min(2, len(words))):
            hits = library.search(Query(word, expand=False, group=False)).hits
            found, places = {hit.path for hit in hits}, {p for p in state if state[p] == word}
            if found != places or len(hits) != len(places):
                raise Lost(f"{word} stands in {places}, but was found in {found}")
        return state, seconds
    finally:
        library.close()


def _between(seen: State, before: State, after: State) -> bool:
    """Whether each document is as it was before or after, and what is in both is there.

    What moves is at one of its places, or at both.
    """
    same = seen.keys() <= before.keys() | after.keys()
    right = all(word in (before.get(path), after.get(path)) for path, word in seen.items())
    kept = set(before.values()) & set(after.values())
    return same and right and kept <= set(seen.values())


def _difference(seen: State, before: State, after: State) -> str:
    told = []
    for path in sorted(seen.keys() | before.keys() | after.keys()):
        words = seen.get(path), before.get(path), after.get(path)
        if len(set(words)) > 1:
            told.append("{}: {} (before {}, after {})".format(path, *words))
    return "; ".join(told)


def size_of(folder: Path) -> int:
    """The bytes that the files below a folder take; each once, whatever names it has."""
    sizes = {}
    for path in folder.rglob("*"):
        with suppress(OSError):
            found = path.lstat()
            sizes[found.st_ino] = found.st_size
    return sum(sizes.values())
