"""Read: walk a folder and make Sources of its files.

Touches the file system, read-only, and the data files that say how encodings, columns and
extensions are told apart. Everything that a bad file can do ends in a ReadError.
"""

from search.reading.formats import Contents, contents, is_plain, read
from search.reading.opening import File, Unread, digest
from search.reading.walking import Skipped, Walk, walk

__all__ = [
    "Contents",
    "File",
    "Skipped",
    "Unread",
    "Walk",
    "contents",
    "digest",
    "is_plain",
    "read",
    "walk",
]
