"""Schools of universities that are named only after what is taught there: 园艺林学学院.

Each of the words is an ordinary one, so that the grammar of names finds none in them. Reads
`data/organisation-words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.describing.organisations.endings import words_of
from search.describing.organisations.mention import Mention
from search.describing.wordlist import late

_SCHOOL = "学院"
_LEAST, _MOST = 4, 16  # characters of what is taught
_JOINTS = "与和及"
_HAN = re.compile(r"[\u3400-\u9fff]")
# The fields, backwards.
_FIELDS = late(
    lambda: (
        f"(?:{'|'.join(field[::-1] for field in sorted(words_of('field'), key=len)[::-1])}){{1,8}}"
    )
)


def school_mentions(folded: str) -> Iterator[Mention]:
    """The schools in folded text, in order."""
    at = folded.find(_SCHOOL)
    while at >= 0:
        backwards = _FIELDS.match(folded[max(0, at - _MOST) : at][::-1])
        start = at - backwards.end() if backwards else at
        while folded[start] in _JOINTS:
            start += 1
        before = folded[start - 1 : start]
        alone = not _HAN.match(before) or before in words_of("single")
        if at - start >= _LEAST and alone:
            yield Mention(start, at + len(_SCHOOL), "", "ending", "university")
        at = folded.find(_SCHOOL, at + 1)
