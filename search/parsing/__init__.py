"""The room `parsing`: what a person typed → a query tree; see `reader` for the language."""

from search.parsing.dates import date_range
from search.parsing.leaves import chunk, rows
from search.parsing.reader import Limits, parse
from search.parsing.resolving import Resolver
from search.parsing.tree import is_stop

__all__ = ["Limits", "Resolver", "chunk", "date_range", "is_stop", "parse", "rows"]
