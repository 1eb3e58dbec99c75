"""Files that are written piece by piece and have an end of their own. Touches one file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Self


class InPieces(ABC):
    """A file being written; where that fails it is closed without its end."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        with self._file:
            if kind is None:
                self._finish()

    @abstractmethod
    def _finish(self) -> None:
        """Write what stands at the end."""
