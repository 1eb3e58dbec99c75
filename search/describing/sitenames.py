"""Describe: the name of a site in the title of its window: Headline - Section - Site.

Pure; it counts where the page itself bears that name, at its head or where it states its rights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis import fold
from search.describing.pagelines import plain, width
from search.describing.signed import is_body, source_words
from search.document import CleanText, Hints

PARTS = re.compile(r"\s*(?:[|_｜«»]|--|::)\s*|\s+[-–—·:@•~]+\s+|-(?=[\u4e00-\u9fff]{2,16}$)")
"""What stands between the parts of a title."""

_LONGEST = 60  # columns of a name
_LEAST = 4  # letters of a name in the address of its site
_HEAD = 120  # characters of a page among which the name may open a line
_RIGHTS = "copyright"  # the kind of chrome


def sites(clean: CleanText, hints: Hints, host: str) -> Iterator[str]:
    """The last part of the title, or a body that is its first, where the page or its `host` bears
    that name.
    """
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
        opens |= name in head and _ends_as_sites_do(name)  # 欢迎访问某某网!
        if opens or is_hosted(name, host) or any(name in line for line in rights):
            yield name


def _ends_as_sites_do(name: str) -> bool:
    return not name.isascii() and re.search(rf"(?:{source_words('site')})$", name) is not None


def is_hosted(name: str, host: str) -> bool:
    """Whether a host bears this name: Consumer Reports, www.consumerreports.org."""
    letters = "".join(filter(str.isalnum, name.casefold().removeprefix("the ")))
    known = host.removeprefix("www.").rpartition(".")[0].replace("-", "")
    return len(letters) >= _LEAST and letters.isascii() and letters in known
