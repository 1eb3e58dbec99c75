"""A file of named arrays, written once and mapped into memory. Touches files and numpy.

Layout: `MULU`, the arrays, each aligned to 64 bytes, a JSON table
`{name: [dtype, count, offset]}`, and the table's length (32 bits, little-endian). Nothing
in it is ever executed: the table is JSON, the rest numbers.
"""

from __future__ import annotations

import json
import mmap
import struct
from pathlib import Path
from typing import Final

import numpy as np

from search.engine.arrays.pieces import InPieces
from search.engine.arrays.postings import Array
from search.engine.generations.trust import damaged

_MAGIC: Final = b"MULU"
_ALIGN: Final = 64
_KINDS: Final = frozenset("iufSb")


class ArraysFile(InPieces):
    """Writes arrays one by one, so that they need not be in memory together."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._file.write(_MAGIC)
        self._table: dict[str, tuple[str, int, int]] = {}

    def _finish(self) -> None:
        encoded = json.dumps(self._table).encode()
        self._file.write(encoded + struct.pack("<I", len(encoded)))

    def add(self, name: str, array: Array) -> None:
        """Write one more array."""
        self._file.write(bytes(-self._file.tell() % _ALIGN))
        self._table[name] = (array.dtype.str, len(array), self._file.tell())
        self._file.write(np.ascontiguousarray(array).data)


def map_file(path: Path) -> mmap.mmap | bytes:
    """Map a file for reading; an empty file gives empty bytes.

    Raises DamagedIndex where the file is missing.
    """
    try:
        with path.open("rb") as file:
            if path.stat().st_size == 0:
                return b""
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise damaged(path, error.strerror or str(error)) from error


def read_arrays(path: Path) -> dict[str, Array]:
    """Map the arrays of a file. Raises DamagedIndex where it is not such a file."""
    data = map_file(path)
    try:
        if data[:4] != _MAGIC:
            raise ValueError("not a file of arrays")
        (length,) = struct.unpack("<I", data[-4:])
        table = json.loads(bytes(data[-4 - length : -4]))
        arrays: dict[str, Array] = {}
        for name, (kind, count, offset) in table.items():
            dtype = np.dtype(kind)
            if dtype.kind not in _KINDS:
                raise ValueError(f"array {name} has type {kind}")
            arrays[name] = (
                np.frombuffer(data, dtype, count, offset) if count else np.empty(0, dtype)
            )
    except (ValueError, TypeError, struct.error) as error:
        raise damaged(path, str(error)) from error
    return arrays
