"""Describe: the name of a site in the title of its window: Headline - Section - Site.

Pure; it counts where the page itself bears that name, at its head or where it states its rights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis import fold
from search.describing.pagelines import plain, width
from search.describing.signed import is_body
from search.document import CleanText, Hints

PARTS = re.compile(r"\s*(?:[|_｜«»]|--|::)\s*|\s+[-–—·:@•~]+\s+|-(?=[\u4e00-\u9fff]{2,16}$)")
"""What stands between the parts of a title."""

_LONGEST = 60  # columns of a name
_HEAD = 120  # characters of a page among which the name may open a line
_RIGHTS = "copyright"  # the kind of chrome


def sites(clean: CleanText, hints: Hints) -> Iterator[str]:
    """The last part of the title, or a body that is its first, where the page bears that name."""
    whole = plain(" ".join((hints.window or hints.title).split()))
    parts = [part for part in PARTS.split(whole) if part]
    if len(parts) < 2 or not hints.trusted:
        return
    head = plain(clean.text[:_HEAD])
    rights = [plain(clean.text[s.start : s.end]) for s in clean.chrome if s.kind == _RIGHTS]
    for name in (parts[-1], *(part for part in parts[:1] if is_body(fold(part)))):
        if width(name) > _LONGEST or (hints.window and name in plain(hints.title)):
            continue
        opens = re.search(rf"^{re.escape(name)}(?!\w)", head, re.MULTILINE) is not None
        if opens or any(name in line for line in rights):
            yield name
