"""Read the file of the user's corrections, whatever program has saved it; see `corrections`.

UTF-8 is best; other encodings are told apart as those of documents are. While the file is
there and cannot be read, what was corrected before stays so. Touches that file, read-only.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final

from search.errors import DataError
from search.updating.corrections import FILE, Corrections, parse_corrections

_MOST_BYTES: Final = 4 * 1024 * 1024


def read_corrections(folder: str) -> Corrections:
    """Read the corrections of a folder; none where there is no such file."""
    path = Path(folder) / FILE
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return _unread("is not a regular file, and links are not followed")
        if status.st_size > _MOST_BYTES:
            return _unread(f"larger than {_MOST_BYTES >> 20} MB")
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Corrections()
    except (OSError, ValueError) as error:
        return _unread(f"cannot be read ({error})")
    try:
        return parse_corrections(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> Corrections:
    """Read what is not UTF-8; where no line of it makes sense, the guess was wrong."""
    from search.reading.encoding import decode  # most files need none of its tables

    text = decode(data).text
    found = parse_corrections(text)
    if "\N{REPLACEMENT CHARACTER}" in text or not found.lines:
        return _unread("is not UTF-8; save it as UTF-8 text")
    return found


def _unread(reason: str) -> Corrections:
    told = DataError(f"{reason}; what was corrected before stays as it is")
    return Corrections(problems=(told,), unread=True)
