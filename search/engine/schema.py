"""The fields of the index as a Whoosh schema. Touches whoosh for its types only."""

from __future__ import annotations

from whoosh.analysis import CommaSeparatedTokenizer, SpaceSeparatedTokenizer
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema

from search.engine.names import KEYWORD_FIELDS, TEXT_FIELDS


def whoosh_schema() -> Schema:
    """Return the schema that stock Whoosh reads the segments with.

    Terms are given ready made, so the analysers here only serve a person who queries
    the index with Whoosh itself and types terms separated by spaces (facets: commas).
    """
    schema = Schema(id=ID(stored=True, unique=True), path=STORED(), heading=STORED())
    for name in TEXT_FIELDS:
        schema.add(name, TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True))
    for name in KEYWORD_FIELDS:
        schema.add(name, KEYWORD(analyzer=CommaSeparatedTokenizer()))
    return schema
