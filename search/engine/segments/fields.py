"""The names of the fields of the index. Touches nothing.

Text is indexed in three zones (title, body, page chrome), each in two channels: words
(jieba words and English stems, for precision and readable highlights) and runs (Han
bigrams and folded surface words, so that every contiguous run can be found). A fourth
zone, of the headlines inside a text, only adds to scores: what it has stands in the body
too, which decides what is found and holds phrases together. Facets are fields of whole
values; a region's ancestors are indexed with it.
"""

from __future__ import annotations

from typing import Final

SCHEMA_VERSION: Final = 14

CHROME: Final = "chrome"
ZONES: Final = ("title", "body", CHROME)
WORD_FIELDS: Final = ZONES
RUN_FIELDS: Final = tuple(f"{zone}_runs" for zone in ZONES)
SCORED_WORDS: Final = (*WORD_FIELDS, "headline")
SCORED_RUNS: Final = (*RUN_FIELDS, "headline_runs")
TEXT_FIELDS: Final = SCORED_WORDS + SCORED_RUNS
LARGEST_FIELD: Final = "body_runs"  # more than half of all postings
FACET_FIELDS: Final = (
    "date",
    "region",
    "organisation",
    "publisher",
    "language",
    "organisation_type",
    "event",
)
BRACKETS: Final = "bracketed"  # what documents render in the other language
FINER: Final = "finer"  # months and days of events, scripts: finer than the values of facets
KEYWORD_FIELDS: Final = (*FACET_FIELDS, "figure", BRACKETS, FINER)  # the last three: not counted
