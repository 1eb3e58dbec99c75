"""Files of every format, read through the door of `search.reading`."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.document import Source
from search.errors import ReadError
from search.reading import read, walk
from search.settings import Settings

SAMPLES = Path(__file__).parent / "files" / "reading"


SETTINGS = Settings()


def sample(name: str) -> list[Source]:
    """The documents of a sample file."""
    (file,) = (file for file in walk(SAMPLES, SETTINGS).files if file.path == name)
    return read(file, SETTINGS)


def made(folder: Path, name: str, data: bytes, limits: Settings = SETTINGS) -> list[Source]:
    """The documents of a file with these bytes, written into a folder."""
    (folder / name).write_bytes(data)
    (file,) = (file for file in walk(folder, limits).files if file.path == name)
    return read(file, limits)


def refused(folder: Path, name: str, data: bytes, limits: Settings = SETTINGS) -> str:
    """Why a file with these bytes is not read: a short line."""
    with pytest.raises(ReadError) as caught:
        made(folder, name, data, limits)
    assert "\n" not in caught.value.reason
    assert len(caught.value.reason) < 100
    return caught.value.reason
