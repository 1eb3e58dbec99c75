"""The room `expansion`: query tree → query tree with other ways to say the same.

The other language, other spellings, names; each alternative with its weight and source.
Nothing quoted, negated, wildcard or facet is ever expanded. Touches `search/data/` and the
user's glossary.
"""

from search.expansion.crossing import missing, widen
from search.expansion.glossary import Glossary, read_glossary
from search.expansion.tree import Expansion, Used, expand
from search.expansion.words import side_by_side

__all__ = [
    "Expansion",
    "Glossary",
    "Used",
    "expand",
    "missing",
    "read_glossary",
    "side_by_side",
    "widen",
]
