"""The room `parsing`: what a person typed → a query tree; see `reader` for the language."""

from search.parsing.dates import date_range
from search.parsing.reader import Limits, Resolver, parse

__all__ = ["Limits", "Resolver", "date_range", "parse"]
