"""Read: walk a folder and make Sources of its files.

`walking` finds the files, `opening` opens one safely, `formats` chooses the reader: `text`, `html`,
`xml`, `docx`, `slides`, `opendocument` (`opendocument_content`) and `epub` (`packages`, `office`),
`rtf`, `pdf`, `mail`, `tables`, `sheets` and `records` (`columns`), each from what `raw` defines.
`frontmatter` reads what stands above Markdown, `unfolding` parts pages that are one line,
`containers` tells archives and compound files apart.
`encoding` decodes; `layout`, `outline`, `names` and `published` serve the formats of markup,
`wrapping` whatever comes in lines of a page.
Touches the file system, read-only, and the data files that say how encodings, columns and
extensions are told apart.
Everything that a bad file can do ends in a ReadError.
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
