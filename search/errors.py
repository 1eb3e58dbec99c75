"""The errors that reach a caller of the public door. Touches nothing.

    MuluError
    ├── ReadError       one file cannot be read: it is skipped and reported
    ├── QueryError      a query or filter makes no sense; says which part
    ├── NotFound        no document has this id or path
    ├── StorageError    the index itself
    │   ├── NoIndex         nothing has been indexed here yet
    │   ├── StaleIndex      the index was built by other code or data: rebuild it
    │   ├── DamagedIndex    files of the index are missing or changed: rebuild it
    │   └── IndexLocked     another process is writing
    └── DataError       a file of knowledge (ours or the user's) has a bad line

    KeyboardInterrupt
    └── Interrupted     Ctrl-C during an update

Every message names the file or the part and says what to do.
"""

from __future__ import annotations


class MuluError(Exception):
    """Base of all errors that Mulu raises on purpose; its text is fit for a user."""


class ReadError(MuluError):
    """A file cannot become documents. `reason` is one short clause without the path."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class QueryError(MuluError):
    """A filter, field or option has a value that cannot be understood, or takes too long."""


class NotFound(MuluError):
    """No document has this id or path."""


class StorageError(MuluError):
    """Something about the index itself."""


class NoIndex(StorageError):
    """There is no index in this folder."""


class StaleIndex(StorageError):
    """The index does not fit this version of the program or its data."""


class DamagedIndex(StorageError):
    """Files of the index are missing or not what was written. `what`: which, and what is wrong
    with them, without the remedy.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what}; {remedy}" if remedy else what)
        self.what = what


class IndexLocked(StorageError):
    """Another process holds the index for writing."""


class DataError(MuluError):
    """A knowledge file cannot be read; names file, line and what is expected."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C during an update; its text says what is kept."""
