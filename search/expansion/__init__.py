"""The room `expansion`: query tree → query tree with other ways to say the same.

The other language, other spellings, names; each alternative with its weight and source.
`tree` goes through a query; `candidates` asks the sources (`glossary`, `stated` by documents,
the dictionaries' `table`, `names`, `regional`, `spelling`, `compounds`), `inside` parts a word
that none of them knows, and `alternatives` chooses what documents have, `people` and `romanised`
names too; `numbers` does so for `amounts` and `dates`, and `crossing` widens what finds too little.
`words` are the keys of tables, which `compile` (of `sources`, with `aligning`) and `compile_names`
make. Nothing quoted, negated, wildcard or facet is ever expanded. Touches
`search/data/` and the user's glossary.
"""

from search.expansion.crossing import missing, widen
from search.expansion.glossary import Glossary, read_glossary
from search.expansion.table import is_listed
from search.expansion.tree import Expansion, Used, expand
from search.expansion.words import side_by_side

__all__ = [
    "Expansion",
    "Glossary",
    "Used",
    "expand",
    "is_listed",
    "missing",
    "read_glossary",
    "side_by_side",
    "widen",
]
