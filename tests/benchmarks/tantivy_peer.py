"""Tantivy over the same terms and fields, for `searching` and `pages`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tantivy

from search.engine.ranking.weighing import WEIGHTS
from search.engine.segments.fields import RUN_FIELDS, WORD_FIELDS
from search.updating.indexing import Indexed

from .peers import FACETS, FIELDS, Asked


def tantivy_fields(*stored: str) -> tantivy.SchemaBuilder:
    """A schema of all fields and facets; the text of `stored` fields can be shown."""
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, stored=name in stored, tokenizer_name="whitespace")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", fast=True)
    return builder


def tantivy_document(item: Indexed, **shown: str) -> tantivy.Document:
    """A document of these terms, and of what is shown of it by field."""
    document = tantivy.Document(**shown)
    for name in FIELDS:
        document.add_text(name, " ".join(item.terms[name]))
    for name in FACETS:
        for value in item.terms[name]:
            document.add_text(name, value)
    return document


class Tantivy:
    """Tantivy's Python package, one segment, aggregations over fast fields."""

    name = "Tantivy"

    def __init__(self, place: Path) -> None:
        self._schema = tantivy_fields().build()
        place.mkdir()
        self._index = tantivy.Index(self._schema, path=str(place))
        self._writer = self._index.writer(200_000_000, 1)

    def add(self, batch: Sequence[Indexed]) -> None:
        for item in batch:
            self._writer.add_document(tantivy_document(item))

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        counts = {name: {"terms": {"field": name, "size": 1000}} for name in FACETS}
        self._facets = counts

    def search(self, asked: Asked, facets: bool) -> int:
        query = self._query(asked)
        found: Any = self._searcher.search(query, limit=10)
        if facets:
            self._searcher.aggregate(query, self._facets)
        return int(found.count)

    def _query(self, asked: Asked) -> Any:
        should, must, query = tantivy.Occur.Should, tantivy.Occur.Must, tantivy.Query

        def term(name: str, text: str) -> Any:
            return query.boost_query(
                query.term_query(self._schema, name, text, "freq"), WEIGHTS[name]
            )

        def any_of(parts: list[Any]) -> Any:
            return query.boolean_query([(should, part) for part in parts])

        def word(text: str) -> Any:
            found = any_of([term(name, text) for name in WORD_FIELDS])
            return query.boolean_query(
                [(must, found), *((should, term(name, text)) for name in RUN_FIELDS)]
            )

        def phrase(terms: Sequence[str]) -> Any:
            return any_of(
                [query.phrase_query(self._schema, name, list(terms)) for name in RUN_FIELDS]
            )

        match asked.kind:
            case "and of 3":
                return query.boolean_query([(must, word(text)) for text in asked.terms])
            case "or of 3":
                return any_of([word(text) for text in asked.terms])
            case "phrase of 2":
                return phrase(asked.terms)
            case "prefix":
                shape = asked.terms[0] + ".*"
                return any_of([query.regex_query(self._schema, name, shape) for name in RUN_FIELDS])
            case "chinese word":
                runs = asked.terms[1:]
                found = (
                    phrase(runs)
                    if len(runs) > 1
                    else any_of([term(n, runs[0]) for n in RUN_FIELDS])
                )
                scored = [(should, term(name, asked.terms[0])) for name in WORD_FIELDS]
                return query.boolean_query([(must, found), *scored])
            case _:
                return word(asked.terms[0])
