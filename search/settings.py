"""Settings: frozen, passed as an argument, never a global. Standard library and msgspec."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from search.errors import DataError


class Settings(Struct, frozen=True):
    """Bounds and choices of one run.

    `index`: the index folder. `max_bytes`: larger files are skipped and reported.
    `max_characters`: longer texts are skipped and reported. `workers`: processes that
    read and analyse; 0 lets the number of processors decide. `lock_seconds`: how long a
    second writer waits before it gives up with a message. `glossary`: a file of the user's
    own terms for looking up the other language (see `expansion.glossary`). `file_seconds`,
    `file_bytes`: processor time and memory that reading and analysing one file may take.
    `query_seconds`: a query that takes longer is answered without the other language and
    without help, or not at all.
    """

    index: Path = Path("index")
    max_bytes: int = 64 * 1024 * 1024
    max_characters: int = 10_000_000
    workers: int = 0
    lock_seconds: float = 10.0
    glossary: Path | None = None
    file_seconds: float = 120.0
    file_bytes: int = 512 * 1024 * 1024
    query_seconds: float = 5.0

    @staticmethod
    def from_environment(index: str | None = None) -> Settings:
        """Settings for `index`, else for `MULU_INDEX`, else for the folder `index`; the
        glossary is the one that `MULU_GLOSSARY` names. `MULU_FILE_SECONDS` and `MULU_FILE_MB`
        bound what one file may take. Raises DataError where one of these is no number.
        """
        glossary = os.environ.get("MULU_GLOSSARY")
        return Settings(
            index=Path(index or os.environ.get("MULU_INDEX") or "index"),
            glossary=Path(glossary) if glossary else None,
            file_seconds=_bound("MULU_FILE_SECONDS", 120),
            file_bytes=_bound("MULU_FILE_MB", 512) << 20,
        )


def _bound(name: str, usual: int) -> int:
    said = os.environ.get(name) or str(usual)
    if not said.isdecimal() or not 0 < int(said) < 1 << 30:
        raise DataError(f"{name}={said}: it is to be a whole number above 0, as {usual}")
    return int(said)
