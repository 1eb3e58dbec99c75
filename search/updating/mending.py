"""Verify an index byte by byte and mend what can be mended. Touches the index.

Documents that are stored in it are analysed again; the user's folders are not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.engine.arrays.postings import SegmentData
from search.engine.generations.storage import Storage
from search.engine.generations.trust import unmendable
from search.engine.segments.records import Record, unpack
from search.engine.writing import mending
from search.errors import DamagedIndex, StaleIndex
from search.settings import Settings
from search.updating.events import event
from search.updating.fingerprint import fingerprint
from search.updating.indexing import analyse, assemble


def mend(settings: Settings) -> tuple[str, ...]:
    """Compare every byte of the index with what was written; return the files mended.

    Raises NoIndex, IndexLocked, DamagedIndex naming what cannot be mended, and StaleIndex
    where another version has written it in another form.
    """
    storage = Storage(settings.index)
    with storage.lock(settings.lock_seconds):
        try:
            return mend_index(storage, fingerprint())
        except DamagedIndex as error:  # which may still advise to do what has just been tried
            raise unmendable(error.what) from error


def mend_index(storage: Storage, version: dict[str, str]) -> tuple[str, ...]:
    """As `mend`, for who holds the index for writing."""
    led = storage.adopt()
    try:
        manifest = storage.serving(version)
    except StaleIndex as error:  # today's code would make other files of the documents
        try:
            manifest = storage.serving()
        except DamagedIndex:
            raise error from None
        if broken := storage.broken(manifest):
            names = ", ".join(str(storage.folder(manifest.generation) / name) for name in broken)
            raise unmendable(f"{names}: not what another version has written") from error
        return led
    mended = (*led, *mending.mend(storage, manifest, _remake))
    if mended:
        event("index.mended", files=",".join(mended))
    return mended


def _remake(records: Sequence[Record]) -> SegmentData:
    return assemble([analyse(unpack(record)) for record in records])
