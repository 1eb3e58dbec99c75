"""Carry out a plan: read, write, publish; long runs keep what they have now and then.

The only place where plan, preparing and the engine's writer meet. Touches the storage of
the index.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import closing
from typing import Final

from search.document import document_id
from search.engine.generations.storage import Manifest, Storage
from search.engine.writing.writer import Writer
from search.errors import Interrupted
from search.results import Failure
from search.updating.catalogue import write_catalogue, write_folders
from search.updating.entries import Entry
from search.updating.events import event
from search.updating.planning import Plan, settled
from search.updating.preparing import Batch, Prepared, Refused

Progress = Callable[[int, int, str], None]
Batches = Generator[Batch, None, None]

CHECKPOINT_SECONDS: Final = 60.0
"""After so long a run publishes what it has, so that being stopped costs no more."""

_NO_STAMP: Final = (0, 0, 0)


class Reading:
    """What comes of the files of a plan; on its own it is a dry run.

    The plan's lists are left with the files that could be read.
    """

    def __init__(self, made: Plan, progress: Progress | None = None) -> None:
        self._made = made
        self._files = made.reads
        self._progress = progress
        self._unread: set[tuple[str, str]] = set()
        self.done = 0

    def read(self, batches: Batches) -> None:
        """Take all batches; whoever stops early ends the workers before anything else."""
        with closing(batches):
            for batch in batches:
                self.take(batch)
        self.settle()

    def settle(self) -> None:
        """Leave what could not be read out of the plan's lists."""
        for group in (self._made.added, self._made.changed, self._made.moved):
            group[:] = [file for file in group if (file.folder, file.path) not in self._unread]

    def take(self, batch: Batch) -> list[Entry]:
        """Note what came of some files; return their entries in the catalogue."""
        entries = []
        for good in batch.read:
            entry = self._entry(good)
            entries.append(entry)
            self._made.failed.extend(entry.failures())
        for bad in batch.failed:
            entry = self._entry_of_refused(bad)
            entries.append(entry)
            self._unread.add(entry.place)
            self._made.failed.append(Failure(bad.file.path, bad.reason))
            event("file.refused", path=bad.file.path, reason=bad.reason)
        self.done += len(batch.read) + len(batch.failed)
        if self._progress and entries:
            self._progress(self.done, len(self._files), entries[-1].place[1])
        return entries

    def _entry(self, good: Prepared) -> Entry:
        file = good.file
        place = file.folder, file.path
        origin, former = self._made.origins.get(place), self._made.known.get(place)
        return Entry(
            file.folder,
            file.path,
            settled(file),
            file.device,
            good.digest,
            good.rows,
            corrections=self._made.corrections[file.folder].digest(file.path),
            refused=good.refused,
            formerly=origin.moved() if origin else former.formerly if former else (),
        )

    def _entry_of_refused(self, bad: Refused) -> Entry:
        """Remember what is wrong with a file, so that it is not read again before it changes.

        What could not be read at all has no digest: it is tried again every time.
        """
        file = bad.file
        former = self._made.outdated.get((file.folder, file.path))
        if former and former.rows and not bad.digest:
            return former
        return Entry(
            file.folder,
            file.path,
            settled(file) if bad.digest else _NO_STAMP,
            file.device,
            bad.digest,
            former.rows if former else 0,
            bad.reason,
            self._made.corrections[file.folder].digest(file.path),
            limits=bad.limits,
        )


class Run(Reading):
    """A run that writes, on top of `base` or of nothing.

    `hidden`: what it keeps on the way does not serve before all is done, because an index
    that holds more does. `whole`: it publishes even where nothing comes of it. `alone`: no
    second process helps to write.
    """

    def __init__(
        self,
        storage: Storage,
        version: dict[str, str],
        base: Manifest | None,
        made: Plan,
        progress: Progress | None,
        *,
        hidden: bool,
        whole: bool,
        alone: bool,
    ) -> None:
        super().__init__(made, progress)
        self._storage, self._version = storage, version
        self._hidden, self._whole, self._alone = hidden, whole, alone
        # What the index holds, as far as it is looked at: before, and until the files that are
        # still to be read have been.
        self._before = made.known if base else {}
        self._catalogue = {entry.place: entry for entry in made.gone} | made.outdated | made.keep
        self._gone = {document_id(*entry.place): entry for entry in made.gone}
        self._replaced: set[str] = set()
        self._writer = Writer(storage, version, base, alone=alone)
        self._kept = 0
        self._since = time.monotonic()
        self._stopped = False

    def carry_out(self, batches: Batches) -> None:
        """Do all of it. On any failure the index stays as it was or was last kept.

        Raises Interrupted after Ctrl-C; what was read until then is kept.
        """
        try:
            with closing(self._until_stopped(batches)) as given:
                for batch in given:
                    self._add(batch)
                    if self._is_due(batch):
                        self._keep()
                        self._writer = Writer(
                            self._storage, self._version, self._manifest, alone=self._alone
                        )
            if self._stopped:
                if self.done > self._kept:
                    self._keep()
                raise KeyboardInterrupt
            self.settle()
            self._finish()
        except KeyboardInterrupt:
            self._writer.abort()
            event("index.stopped", kept=self._kept, files=len(self._files))
            raise Interrupted(self._told()) from None
        except BaseException:
            self._writer.abort()
            raise

    def _is_due(self, batch: Batch) -> bool:
        """Whether to publish: after some time, or as the next file takes long and others wait."""
        if batch.read or batch.failed:
            return time.monotonic() - self._since >= CHECKPOINT_SECONDS
        return self.done > self._kept and not self._hidden

    def _until_stopped(self, batches: Batches) -> Batches:
        """Yield the batches; Ctrl-C while one is waited for leaves the others whole."""
        with closing(batches):
            try:
                yield from batches
            except KeyboardInterrupt:
                self._stopped = True

    def _add(self, batch: Batch) -> None:
        if batch.data is not None:
            self._writer.add(batch.data)
        for entry in self.take(batch):
            former = self._made.outdated.get(entry.place)
            if former and former is not entry and not entry.reason:
                self._replaced |= former.ids()
            # A place that was known by another name, below another folder.
            renamed = self._gone.pop(document_id(*entry.place), None)
            if renamed:
                self._replaced |= renamed.ids()
                del self._catalogue[renamed.place]
            self._catalogue[entry.place] = entry

    def _keep(self) -> None:
        """Publish what has been read so far."""
        self._commit(draft=self._hidden)
        self._kept, self._since = self.done, time.monotonic()
        event("index.kept", files=self._kept, of=len(self._files), serves=not self._hidden)

    def _finish(self) -> None:
        """Publish all of it, unless nothing came of it: files that still cannot be read."""
        made = self._made
        for entry in self._gone.values():
            self._replaced |= entry.ids()
            del self._catalogue[entry.place]
        if self._whole or made.refreshed or self._catalogue != made.known:
            # Where most of the index is new, what was published meanwhile is put together.
            self._commit(draft=False, rewrite=2 * self.done)
        else:
            self._writer.abort()

    def _commit(self, *, draft: bool, rewrite: int = 0) -> None:
        self._writer.delete(self._replaced)
        self._replaced = set()
        write_catalogue(self._writer.folder, self._before, self._catalogue)
        self._before = dict(self._catalogue)
        write_folders(self._writer.folder, self._made.folders)
        folders = {*self._made.folders, *(folder for folder, _ in self._catalogue)}
        self._manifest = self._writer.commit(sorted(folders), rewrite=rewrite, draft=draft)
        if not draft:
            event("index.published", generation=self._manifest.generation)

    def _told(self) -> str:
        """Say what is kept of a run that was stopped."""
        if not self._kept:
            return (
                "stopped; nothing is lost: the index is as it was before this run, "
                "and mulu index begins with the first file again"
            )
        kept = f"{self._kept:,} of {len(self._files):,} files have been read and are kept"
        serves = "; the old index serves until the new one is whole" if self._hidden else ""
        return f"stopped; nothing is lost: {kept}{serves}; mulu index goes on from there"
