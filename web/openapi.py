"""The OpenAPI 3.1 description of the interfaces, as data; pure.

Bounds and choices come from the code that keeps to them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from search import SORTS
from web.addresses import MOST_CHARACTERS, MOST_HITS, MOST_PAGES
from web.labels import LANGUAGES

Schema = dict[str, Any]


def _text(description: str = "", **more: Any) -> Schema:
    return {"type": "string", **({"description": description} if description else {}), **more}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _one(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


DATE: Schema = {"type": ["string", "null"], "description": "2016, 2016-08 or 2016-08-15."}
COUNT: Schema = {"type": "integer", "minimum": 0}
MARKS = _list({"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2})

SCHEMAS: Schema = {
    "Label": _object(id=_text(), label=_text("In the language that `ui` asks for.")),
    "Snippet": _object(
        text=_text("A passage in the document's own script."),
        marks={**MARKS, "description": "`[start, end)`, in characters of `text`."},
    ),
    "Hit": _object(
        id=_text(pattern="^[0-9a-f]{16}$"),
        path=_text("Relative to the folder that was indexed."),
        title=_text(),
        language=_text("ISO 639-1, or empty.", examples=["en", "zh"]),
        script=_text("ISO 15924, or empty.", examples=["Hans", "Hant", "Latn"]),
        date=DATE,
        regions=_list(_one("Label")),
        organisations=_list(_one("Label")),
        score={"type": "number"},
        snippets=_list(_one("Snippet")),
        title_marks={**MARKS, "description": "`[start, end)`, in characters of `title`."},
        via={**_list(_text()), "description": "The expansions by which it was found."},
        duplicates={
            **_list(_one("Duplicate")),
            "description": "Matches that say almost the same; it stands for them.",
        },
        publisher=_text("Who published it, by name, or empty."),
        lacking={
            **_list(_text()),
            "description": "The typed words that it has neither so nor in other words.",
        },
    ),
    "Duplicate": _object(
        id=_text(pattern="^[0-9a-f]{16}$"),
        path=_text(),
        title=_text(),
        language=_text(),
        script=_text(),
        date=DATE,
    ),
    "FacetValue": _object(
        value=_text("What to filter with."),
        label=_text("In the language that `ui` asks for."),
        count=COUNT,
        selected={"type": "boolean"},
        parent=_text("The value that contains this one, or empty."),
    ),
    "Note": _object(code=_text(), text=_text("The part of the query that it is about.")),
    "Expansion": _object(
        word=_text("What was typed."),
        text=_text("What was looked for as well."),
        source=_text("Who says so."),
        weight={"type": "number", "minimum": 0, "maximum": 1},
    ),
    "Suggestion": _object(query=_text(), total=COUNT),
    "Diagnosis": _object(
        words=_list(_object(text=_text(), count=COUNT)),
        without=_list(_object(facet=_text(), count=COUNT)),
        unfiltered={**COUNT, "description": "Without any filter, where that is more still."},
    ),
    "Results": _object(
        query=_text(),
        total={**COUNT, "description": "All matches, not only those of this page."},
        complete={**COUNT, "description": "Matches that have all of the words."},
        grouped={**COUNT, "description": "Matches that are duplicates of hits, not hits."},
        weak_from={
            **COUNT,
            "description": "The first hit, of all pages, with less than half of the best score.",
        },
        page={"type": "integer", "minimum": 1},
        limit={"type": "integer", "minimum": 1, "maximum": MOST_HITS},
        hits=_list(_one("Hit")),
        facets={
            "type": "object",
            "description": "By name: `date`, `region`, `organisation`, `publisher`, `language`, …",
            "additionalProperties": _list(_one("FacetValue")),
        },
        unlisted={
            "type": "object",
            "description": "By facet: how many values more there are; `values=all` lists them.",
            "additionalProperties": COUNT,
        },
        notes=_list(_one("Note")),
        expansions=_list(_one("Expansion")),
        suggestions=_list(_one("Suggestion")),
        diagnosis={"anyOf": [_one("Diagnosis"), {"type": "null"}]},
        took_ms={"type": "number", "minimum": 0},
    ),
    "Error": _object(error=_object(status={"type": "integer"}, message=_text())),
}


def _parameter(name: str, description: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _several(name: str, description: str, *examples: str) -> Schema:
    schema = _list(_text(examples=list(examples)) if examples else _text())
    return {**_parameter(name, description, schema), "style": "form", "explode": True}


QUERY = [
    _parameter("q", "What to search for.", _text(maxLength=MOST_CHARACTERS)),
    _several("date", "Published then.", "2016", "2016-08", "2016-08-15", "2016..2017", "..2016"),
    _several("region", "A place, by code or name.", "650000", "Xinjiang", "新疆"),
    _several("org", "An organisation, by any of its names.", "科学技术部", "MOST"),
    _several("publisher", "Who published it, by any of its names.", "新华社", "Xinhua"),
    _several("lang", "Language of the documents.", "zh", "en"),
    _several("event", "The text speaks of then.", "2016", "2019-11", "2016..2017"),
    _several("orgtype", "A type of organisation that is named."),
    _several("amount", "An amount that is named.", ">1e9", "8500万元", "1e6..5e6"),
    _several("without", "An expansion that is not wanted, or a word that is to have none."),
    _parameter("expand", "`no` looks for the typed words alone.", _text(enum=["yes", "no"])),
    _parameter("group", "`yes` lets the best of near-duplicates stand for others.",
               _text(enum=["yes", "no"])),
    _parameter("strict", "`yes` finds only what has all of the words, so or in translation.",
               _text(enum=["yes", "no"])),
    _parameter("sort", "Order of the hits.", _text(enum=list(SORTS), default=SORTS[0])),
    _parameter("ui", "Language of labels and messages; it never filters.",
               _text(enum=[*LANGUAGES, "zh"])),
]  # fmt: skip
PAGED = [
    _parameter(
        "limit", "Hits on a page.",
        {"type": "integer", "minimum": 1, "maximum": MOST_HITS, "default": 10},
    ),
    _parameter(
        "page", "Counts from 1.",
        {"type": "integer", "minimum": 1, "maximum": MOST_PAGES, "default": 1},
    ),
]  # fmt: skip


def _content(kind: str, schema: Schema) -> Schema:
    return {"content": {kind: {"schema": schema}}}


def _failure(description: str) -> Schema:
    return {"description": description, **_content("application/json", _one("Error"))}


RULE = (
    "A parameter that is not described here is ignored, and in `/search.json` the note "
    "`unknown-parameter` names it. A filter whose value makes no sense "
    "(`date=soon`) is refused with 400, for the answer without it would be another one. Any "
    "other value that makes no sense or is out of bounds (`sort=sideways`, `limit=9999`) is "
    "replaced by the nearest that does; the note `bad-parameter` tells of it where an answer "
    "has room for notes. Of a parameter that takes one value the first counts."
)
REFUSED = _failure("A filter makes no sense, such as `date=soon`.")
NO_INDEX = _failure("There is no index that can be opened.")


def _get(
    name: str, summary: str, kind: str, schema: Schema, parameters: list[Schema] | None = None,
    *, opens: bool = True,
) -> Schema:  # fmt: skip
    responses: Schema = {"200": {"description": "The answer.", **_content(kind, schema)}}
    if parameters:
        responses["400"] = REFUSED
    if opens:
        responses["503"] = NO_INDEX
    operation = {"operationId": name, "summary": summary, "responses": responses}
    return {"get": {**operation, "parameters": parameters} if parameters else operation}


PATHS: Schema = {
    "/search.json": _get(
        "search", "A page of results with facets.", "application/json", _one("Results"),
        [*QUERY, *PAGED, _parameter("values", "`all` lists all values of the facets, not a "
                                    "hundred.", _text(enum=["all"]))],
    ),
    "/search.jsonl": _get(
        "searchLines", "The hits (10,000 at most), a JSON object on each line.",
        "application/jsonl", _text(), QUERY,
    ),
    "/search.csv": _get(
        "searchTable", "The hits (10,000 at most) as a table.", "text/csv", _text(), QUERY
    ),
    "/search.atom": _get(
        "searchFeed", "A page of results as a feed.", "application/atom+xml", _text(),
        [*QUERY, *PAGED],
    ),
    "/suggest.json": _get(
        "suggest", "Completions of `q` in the OpenSearch suggestions form: the text, the "
        "completions, a word about each, where each leads.", "application/x-suggestions+json",
        {"type": "array", "minItems": 4, "maxItems": 4,
         "items": {"type": ["string", "array"], "items": _text()}}, QUERY,
    ),
    "/names.json": _get(
        "names", "By facet and value: the names in each language, and how they sound in pinyin.",
        "application/json", {"type": "object", "additionalProperties": {
            "type": "object", "additionalProperties": _object(
                names=_list(_text()), sounds=_list(_text(examples=["bei jing shi"])))}}, QUERY,
    ),
    "/opensearch.xml": _get(
        "searchDescription", "How a browser can search here.",
        "application/opensearchdescription+xml", _text(), opens=False,
    ),
    "/openapi.json": _get(
        "description", "This document.", "application/openapi+json", {"type": "object"}, opens=False
    ),
    "/healthz": _get("health", "Whether the server answers.", "text/plain", _text(), opens=False),
    "/readyz": _get("readiness", "Whether the index can be searched.", "text/plain", _text()),
    "/metrics": _get("metrics", "Figures for Prometheus.", "text/plain", _text(), opens=False),
}  # fmt: skip


@cache
def openapi() -> Schema:
    """The whole document; not to be changed."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mulu",
            "version": "1",
            "summary": "Search a folder of Chinese and English documents.",
            "description": RULE,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": PATHS,
        "components": {"schemas": SCHEMAS},
    }
