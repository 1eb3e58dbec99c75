"""The terms file of Whoosh's format `W3`: an ordered hash table, written in bulk.

Keys (field number, term) stand in order, each before its term info; 256 hash tables with
open addressing point at them, and so does a sorted index. The layout is that of
`whoosh.filedb.filetables`. Touches one file and numpy.
"""

from __future__ import annotations

import pickle
import struct
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np

from search.engine.arrays.pieces import InPieces
from search.engine.arrays.postings import Array, Ints
from search.engine.arrays.ragged import Rows, fixed, glue, rows

_CRC: Final = 1  # Whoosh's number for the hash that costs least
_TABLES: Final = 256
_SLOT: Final = np.dtype([("hash", ">u4"), ("place", ">i8")])
_INDEXES: Final = ((1 << 16, "H", ">u2"), (1 << 32, "I", ">u4"), (1 << 63, "q", ">i8"))


class TermsFile(InPieces):
    """Takes the terms of all fields in order and writes the file; a context manager."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._file.write(b"HSH3" + struct.pack("!bii", _CRC, 0, 0))
        self._fields: dict[str, int] = {}
        self._places: list[Ints] = []
        self._hashes: list[Array] = []

    def add(self, field: str, terms: list[bytes], infos: Rows) -> None:
        """Add terms that follow all before them in order, and their infos."""
        number = struct.pack("!H", self._fields.setdefault(field, len(self._fields)))
        keys = [number + term for term in terms]
        packed = rows(keys)
        sizes = fixed(packed.lengths, ">i4"), fixed(infos.lengths, ">i4")
        written = glue(*sizes, packed, infos)
        self._places.append(written.ends[:-1] + self._file.tell())
        self._hashes.append(np.fromiter(map(crc32, keys), np.uint32, len(keys)))
        self._file.write(written.flat.data)

    def _finish(self) -> None:
        places = np.concatenate([np.zeros(0, np.int64), *self._places])
        hashes = np.concatenate([np.zeros(0, np.uint32), *self._hashes])
        tables = hashes & (_TABLES - 1)
        order = np.argsort(tables, kind="stable")
        bounds = np.searchsorted(tables[order], np.arange(_TABLES + 1))
        directory = b""
        for low, high in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            chosen = order[low:high]
            table = _table(hashes[chosen], places[chosen])
            directory += struct.pack("!qi", self._file.tell(), len(table))
            self._file.write(table.data)
        self._file.write(directory)
        _, code, kind = next(row for row in _INDEXES if places.max(initial=0) < row[0])
        facts = {"fieldmap": self._fields, "indextype": code, "indexlen": len(places)}
        extras = pickle.dumps(facts, 2) + places.astype(kind).tobytes()
        self._file.write(extras + struct.pack("!i", len(extras)))


def _table(hashes: Array, places: Ints) -> Array:
    """Place entries in slots, some of which stay free; who finds one taken moves on to the
    next.
    """
    size = len(hashes) * 5 // 4 + 1 if len(hashes) else 0
    table = np.zeros(size, _SLOT)
    if size:
        wanted = (hashes >> 8) % size
        order = np.argsort(wanted, kind="stable")
        steps = np.arange(len(order))
        slots = np.maximum.accumulate(wanted[order].astype(np.int64) - steps) + steps
        over = slots >= size
        if over.any():  # round the end, to the first slots that are free
            free = np.setdiff1d(np.arange(size), slots[~over])
            slots[over] = free[: int(over.sum())]
        table["hash"][slots], table["place"][slots] = hashes[order], places[order]
    return table
