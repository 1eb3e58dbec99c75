"""All values of one facet on a page of their own, narrowed by a part of any of their names.

Pure, without Flask.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from msgspec.structs import replace

from search import FacetValue, Results
from web.addresses import Address
from web.facets import Choices, facet_lists
from web.naming import names

MOST = 2_000  # values on a page


def fitting(results: Results, others: Sequence[Results], facet: str, part: str) -> Results:
    """The results with those values of `facet` alone one of whose names in the answers, or the
    sound of one, has this part; side by side, without what they lie in.
    """
    known = names(results, *others).get(facet, {}) if part else {}
    wanted, letters = _folded(part), _folded(part).replace(" ", "")

    def fits(value: FacetValue) -> bool:
        entry = known[value.value]
        named = any(wanted in _folded(name) for name in entry["names"])
        return named or any(_sounds(one.split(), letters) for one in entry["sounds"])

    values = results.facets.get(facet, ())
    found = tuple(replace(value, parent="") for value in values if not part or fits(value))
    return replace(results, facets={facet: found})


def flat(address: Address, results: Results, facet: str) -> tuple[Choices, int]:
    """The first values of a facet, all in view, and how many more there are."""
    values = results.facets[facet]
    few = replace(results, facets={facet: values[:MOST]})
    lists = facet_lists(address, few, every=True).get(facet, Choices())
    return Choices((*lists.shown, *lists.folded)), max(0, len(values) - MOST)


def _sounds(syllables: Sequence[str], letters: str) -> bool:
    """Whether a name sounds so from one of its syllables on, in full or by its initials."""
    return any(
        "".join(syllables[at:]).startswith(letters)
        or "".join(one[0] for one in syllables[at:]).startswith(letters)
        for at in range(len(syllables))
    )


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold()
