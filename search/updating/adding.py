"""Put a file that somebody gave into a folder of documents, and nothing else there at risk.

Touches that folder: a file is written below a hidden name first and gets its own when it is
whole; what is there already is never written to. What the reader would leave out is refused.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import IO, Final, Literal
from unicodedata import category, normalize

from msgspec import Struct

from search.errors import StorageError
from search.reading import walk
from search.settings import Settings
from search.updating.corrections import FILE as CORRECTIONS

_PREFIX: Final = ".mulu-adding-"
_OLD_SECONDS: Final = 3600.0  # what a killed process left behind is older
_LONGEST: Final = 200  # bytes of a name: systems allow 255, and a number may be added
_LONGEST_SUFFIX: Final = 20
_MOST_TWINS: Final = 1000  # files of one name
_CHUNK: Final = 1 << 20
_SEPARATORS: Final = re.compile(r"[/\\]")
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')  # on Windows
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\.|$)", re.IGNORECASE)


class Received(Struct, frozen=True):
    """What became of a file. `path` is its name in the folder, empty where it was `refused` for
    `reason`; `same` is one whose content is there under that name already.
    """

    name: str
    state: Literal["new", "same", "refused"]
    path: str = ""
    reason: str = ""


def receive(folder: Path, name: str, content: IO[bytes], settings: Settings) -> Received:
    """Keep what `content` gives in `folder` under `name`, or a name like it.

    Raises StorageError where nothing can be written there.
    """
    safe = safe_name(name)
    try:
        with _room(folder) as room:
            draft = Path(room) / safe
            if not _write(draft, content, settings.max_bytes):
                return Received(name, "refused", reason=f"larger than {_size(settings.max_bytes)}")
            for skipped in walk(Path(room), settings).skipped:
                return Received(name, "refused", reason=skipped.reason)
            return _place(draft, folder, safe, name)
    except OSError as error:
        raise StorageError(f"{folder}: cannot be written to ({error.strerror})") from error


def safe_name(name: str) -> str:
    """The last part of a name as one that every system can have and no program reads oddly.

    Nothing hidden, no controls or overrides of the direction of writing, no device, not the
    name of the user's corrections, and not too long.
    """
    last = normalize("NFC", _SEPARATORS.split(name)[-1])
    seen = "".join(char for char in last if category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    plain = _FORBIDDEN.sub("_", seen).lstrip(" .~$").rstrip(" .") or "document"
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix.encode()) > _LONGEST_SUFFIX:
        stem, dot, suffix = plain, "", ""
    short = stem.encode()[: _LONGEST - len(suffix.encode())].decode("utf-8", "ignore").rstrip(" .")
    plain = f"{short}{dot}{suffix}"
    odd = _RESERVED.match(plain) or plain.casefold() == CORRECTIONS
    return f"_{plain}" if odd else plain


def _room(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """A hidden folder on the same disk, which a walk leaves out; old ones are removed."""
    for left in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _OLD_SECONDS:
                shutil.rmtree(left)
    return tempfile.TemporaryDirectory(prefix=_PREFIX, dir=folder)


def _write(draft: Path, content: IO[bytes], most: int) -> bool:
    """Write and sync up to `most` bytes; whether that was all."""
    size = 0
    with draft.open("xb") as file:
        while chunk := content.read(_CHUNK):
            size += len(chunk)
            if size > most:
                return False
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return True


def _place(draft: Path, folder: Path, safe: str, name: str) -> Received:
    for path in _names(safe):
        target = folder / path
        try:
            _link(draft, target)
        except FileExistsError:
            if _same(draft, target):
                return Received(name, "same", path)
        else:
            return Received(name, "new", path)
    return Received(name, "refused", reason=f"there are {_MOST_TWINS} files of this name")


def _names(safe: str) -> Iterator[str]:
    yield safe
    whole = Path(safe)
    for number in range(2, _MOST_TWINS + 1):
        yield f"{whole.stem} ({number}){whole.suffix}"


def _link(draft: Path, target: Path) -> None:
    """Give a whole file its name. Raises FileExistsError, in one step with the naming."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: take the name first, then fill it
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        draft.replace(target)


def _same(draft: Path, target: Path) -> bool:
    if target.is_symlink() or not target.is_file():
        return False
    return draft.stat().st_size == target.stat().st_size and _digest(draft) == _digest(target)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _size(size: int) -> str:
    return f"{size >> 20} MB" if size >= 1 << 20 else f"{size} bytes"
