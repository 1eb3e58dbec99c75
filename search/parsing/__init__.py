"""The room `parsing`: what a person typed → a query tree.

`reader` reads the language, in the signs of `lexemes` and the names of `fields`: it makes `leaves`
of what is typed, reads `dates` and other `choices`, asks an index for names and words
(`resolving`), and joins all of it to one flat `tree`.
"""

from search.parsing.dates import date_range
from search.parsing.leaves import chunk, rows
from search.parsing.reader import Limits, parse
from search.parsing.resolving import Resolver
from search.parsing.tree import is_stop

__all__ = ["Limits", "Resolver", "chunk", "date_range", "is_stop", "parse", "rows"]
