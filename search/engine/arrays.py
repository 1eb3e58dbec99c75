"""A file of named arrays, written once and mapped into memory. Touches files and numpy.

Layout: `MULU`, the header's length (32 bits, little-endian), a JSON header
`{name: [dtype, count, offset]}`, then the arrays, each aligned to 64 bytes from the
start of the data. Nothing in it is ever executed: the header is JSON, the rest numbers.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

from search.engine.postings import Array
from search.errors import DamagedIndex

_MAGIC: Final = b"MULU"
_ALIGN: Final = 64
_KINDS: Final = frozenset("iufSb")


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write the arrays to a new file; integers are stored little-endian."""
    header: dict[str, tuple[str, int, int]] = {}
    offset = 0
    for name, array in arrays.items():
        offset = _aligned(offset)
        header[name] = (array.dtype.str, len(array), offset)
        offset += array.nbytes
    encoded = json.dumps(header).encode()
    base = _aligned(8 + len(encoded))
    with path.open("wb") as file:
        file.write(_MAGIC + struct.pack("<I", len(encoded)) + encoded)
        for name, array in arrays.items():
            file.seek(base + header[name][2])
            file.write(np.ascontiguousarray(array).tobytes())


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
        raise DamagedIndex(f"{path.name}: {error.strerror}; build the index again") from error


def read_arrays(path: Path) -> dict[str, Array]:
    """Map the arrays of a file. Raises DamagedIndex where it is not such a file."""
    data = map_file(path)
    try:
        if data[:4] != _MAGIC:
            raise ValueError("not a file of arrays")
        (length,) = struct.unpack_from("<I", data, 4)
        header = json.loads(bytes(data[8 : 8 + length]))
        base = _aligned(8 + length)
        arrays: dict[str, Array] = {}
        for name, (kind, count, offset) in header.items():
            dtype = np.dtype(kind)
            if dtype.kind not in _KINDS:
                raise ValueError(f"array {name} has type {kind}")
            arrays[name] = (
                np.frombuffer(data, dtype, count, base + offset) if count else np.empty(0, dtype)
            )
    except (ValueError, TypeError, struct.error) as error:
        raise DamagedIndex(f"{path.name}: {error}; build the index again") from error
    return arrays


def _aligned(offset: int) -> int:
    return (offset + _ALIGN - 1) // _ALIGN * _ALIGN
