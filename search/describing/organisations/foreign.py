"""Names of bodies in languages whose heads stand in front: Banco de la Nación, Université Laval.

Reads `data/organisation-words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from search.describing.organisations.endings import words_of
from search.describing.organisations.mention import Mention

_WORD = r"(?:[dl]['’])?[A-ZÀ-ÖØ-Þ][\w'’-]{1,30}+"


def foreign_mentions(text: str) -> Iterator[Mention]:
    """The names that begin with a head of such a language, in order."""
    for match in _names().finditer(text):
        kind = _kinds().get(match["head"])
        if kind and not text[match.start() - 1 : match.start()].isalpha():
            yield Mention(match.start(), match.end(), "", "head", kind)


@cache
def _kinds() -> dict[str, str]:
    """The kinds of bodies by their heads."""
    return {head: kind for word in words_of("abroad") for head, _, kind in (word.partition("="),)}


@cache
def _names() -> re.Pattern[str]:
    """A head with what follows it. A set of first letters comes first, which makes it fast."""
    firsts = "".join(sorted({head[0] for head in _kinds()}))
    rests = "|".join(sorted({head[1:] for head in _kinds()}))
    inside = "|".join(sorted(words_of("particle")))
    return re.compile(
        rf"(?P<head>[{firsts}](?:{rests}))(?: (?:(?:{inside}) ){{0,3}}{_WORD}){{1,7}}"
    )
