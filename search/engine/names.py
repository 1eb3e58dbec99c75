"""The names of the fields of the index. Touches nothing.

Text is indexed in three zones (title, body, page chrome), each in two channels: words
(jieba words and English stems, for precision and readable highlights) and runs (Han
bigrams and folded surface words, so that every contiguous run can be found). Facets are
fields of whole values; a region's ancestors are indexed with it.
"""

from __future__ import annotations

from typing import Final

SCHEMA_VERSION: Final = 11

ZONES: Final = ("title", "body", "chrome")
WORD_FIELDS: Final = ZONES
RUN_FIELDS: Final = tuple(f"{zone}_runs" for zone in ZONES)
TEXT_FIELDS: Final = WORD_FIELDS + RUN_FIELDS
FACET_FIELDS: Final = ("date", "region", "organisation", "language", "organisation_type", "event")
KEYWORD_FIELDS: Final = (*FACET_FIELDS, "figure")  # figures are found by range, not counted
