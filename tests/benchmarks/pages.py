"""Pages: what a page costs beside the search that it shows, and how many eight clients get.

First, in one process: CPU time of a page of 20 hits with all facets, against that of the
same `Library.search` alone. Then, each in a process of its own behind waitress: requests per
second and times of eight clients, of Mulu and of the same pages over Tantivy (titles, the
best passage and three facets from Tantivy's own functions; no other language, no second
spelling, no grouping, no help where little is found).

    pip install tantivy
    python -m tests.benchmarks.pages --documents 5000

With `--index DIR`, an index of the same made documents that `mulu index` made, only the first
and the clients of Mulu are measured, over it; the queries are those of `--documents`.
"""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from threading import Barrier, Thread
from typing import Any, Final
from urllib.parse import urlencode

import tantivy
from flask.testing import FlaskClient

from search import FacetValue, Hit, Library, Query, Results, Settings, Snippet, Stats, open_index
from search.engine.generations.storage import Storage
from search.engine.writing.writer import Writer
from search.updating.catalogue import write_catalogue
from search.updating.fingerprint import fingerprint
from search.updating.indexing import Indexed, assemble
from web import create_app

from . import corpus
from .measuring import arguments, cpu_ms, say, scratch, table
from .peers import FACETS, Asked, Mulu
from .searching import queries
from .tantivy_peer import Tantivy, tantivy_document, tantivy_fields

CLIENTS: Final = 8
SECONDS: Final = 8.0  # that the clients ask
HITS: Final = 20
_BATCH: Final = 128
_SHOWN: Final = 100  # values of a facet, as Mulu has them


def typed(asked: Asked) -> str:
    """What a person would type for a query."""
    match asked.kind:
        case "or of 3":
            return " OR ".join(asked.terms)
        case "phrase of 2":
            return f'"{" ".join(asked.terms)}"'
        case "prefix":
            return f"{asked.terms[0]}*"
        case "chinese word":
            return asked.terms[0]
        case _:
            return " ".join(asked.terms)


class Shelf(Tantivy):
    """Tantivy's index with what a page shows: titles and texts are stored."""

    def __init__(self, place: Path) -> None:
        builder = tantivy_fields("body")
        builder.add_text_field("shown", stored=True, index_option="basic")
        self._schema = builder.build()
        place.mkdir(exist_ok=True)
        self._index = tantivy.Index(self._schema, path=str(place), reuse=True)

    def write(self, items: Sequence[tuple[str, Indexed]]) -> None:
        """Add documents by title and terms; `finish` makes them searchable."""
        for title, item in items:
            self._writer.add_document(tantivy_document(item, shown=title))

    def begin(self) -> None:
        """Begin to write."""
        self._writer = self._index.writer(200_000_000, 1)

    def open(self) -> None:
        """Open what was written."""
        self._searcher = self._index.searcher()
        self._facets = {n: {"terms": {"field": n, "size": _SHOWN}} for n in FACETS}

    def page(self, asked: Asked, query: Query) -> Results:
        """Answer as `Library.search` does, with what Tantivy has to offer."""
        node = self._query(asked)
        found: Any = self._searcher.search(node, limit=query.limit)
        passage = tantivy.SnippetGenerator.create(self._searcher, node, self._schema, "body")
        hits = []
        for score, address in found.hits:
            document = self._searcher.doc(address)
            snippet = passage.snippet_from_doc(document)
            marks = tuple((part.start, part.end) for part in snippet.highlighted())
            title = str(document.get_first("shown"))
            hits.append(
                Hit(f"{address.doc:016x}", "a.txt", title, "en", "Latn", None, (), (), score,
                    (Snippet(snippet.fragment(), marks),))
            )  # fmt: skip
        counts = self._searcher.aggregate(node, self._facets)
        facets = {
            name: tuple(
                FacetValue(str(one["key"]), str(one["key"]), int(one["doc_count"]), False)
                for one in counts[name]["buckets"]
            )
            for name in FACETS
        }
        return Results(query, found.count, tuple(hits), facets, 0.0)


class TantivyLibrary(Library):
    """What the pages need of a Library, over Tantivy; it knows the queries that are asked."""

    def __init__(self, place: Path, asked: Sequence[Asked]) -> None:
        self._shelf = Shelf(place)
        self._shelf.open()
        self._known = {typed(one): one for one in asked}
        self.stale = ""

    def search(self, query: Query) -> Results:
        return self._shelf.page(self._known[query.text], query)

    def is_current(self) -> bool:
        return True

    def stats(self) -> Stats:
        return Stats(0, {}, (), 0, 0, 0.0, "")


def build(place: Path, documents: int, seed: int) -> list[Asked]:
    """Write both indexes, and choose the queries."""
    shelf = Shelf(place / "tantivy")
    shelf.begin()
    storage = Storage(place / "index")
    chooser = Mulu(place / "chooser")
    texts = corpus.texts(documents, seed)
    pairs = ((t.title, i) for t, i in zip(texts, corpus.analysed(documents, seed), strict=True))
    with storage.lock(1):
        writer = Writer(storage, fingerprint(), None)
        while batch := list(islice(pairs, _BATCH)):
            writer.add(assemble([item for _, item in batch]))
            chooser.add([item for _, item in batch])
            shelf.write(batch)
        write_catalogue(writer.folder, {}, {})
        writer.commit(["/docs"])
    shelf.finish()
    chooser.finish()
    return list(queries(chooser, seed))


def address(asked: Asked) -> str:
    """The page of a query."""
    return "/search?" + urlencode({"q": typed(asked), "limit": HITS})


def costs(settings: Settings, asked: Sequence[Asked]) -> None:
    """Print CPU milliseconds of pages and of the searches in them, by kind of query."""
    client = create_app(settings).test_client()
    rows, all_ratios = [], []
    with closing(open_index(settings)) as library:
        for kind in dict.fromkeys(one.kind for one in asked):
            own, page = [], []
            for one in (one for one in asked if one.kind == kind):
                query = Query(typed(one), limit=HITS)
                own.append(cpu_ms(partial(library.search, query), 0.15, 30))
                page.append(cpu_ms(partial(_get, client, address(one)), 0.15, 30))
            ratios = [b / a for a, b in zip(own, page, strict=True)]
            all_ratios += ratios
            rows.append([kind, median(own), median(page), median(ratios), max(ratios)])
    say(f"\nA page of {HITS} hits with all facets, CPU ms\n")
    table(["query", "search", "page", "page ÷ search", "the most"], rows)
    say(f"\nmedian of all: {median(all_ratios):.2f}, bar: 3")


def _get(client: FlaskClient, url: str) -> None:
    reply = client.get(url)
    if reply.status_code != 200:
        raise SystemExit(f"{url}: {reply.status}")


def _serve(
    told: Connection, settings: Settings, open_library: Callable[[Settings], Library]
) -> None:
    from waitress import create_server

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # eight clients, four threads
    server = create_server(create_app(settings, open_library=open_library), port=0)
    told.send(server.effective_port)
    server.run()


def _tantivy(place: Path, asked: Sequence[Asked], _: Settings) -> Library:
    return TantivyLibrary(place, asked)


def load(
    settings: Settings, open_library: Callable[[Settings], Library], urls: Sequence[str]
) -> list[float]:
    """Requests per second, and median, 99th percentile and longest of the times in ms."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, settings, open_library), daemon=True)
    process.start()
    port = ours.recv()
    times: list[float] = []
    start = Barrier(CLIENTS + 1)

    def ask(first: int) -> None:
        client = HTTPConnection("127.0.0.1", port, timeout=60)
        for url in urls[first::CLIENTS]:  # once each, which does not count
            client.request("GET", url)
            client.getresponse().read()
        start.wait()
        end, number = time.perf_counter() + SECONDS, 7 * first
        while time.perf_counter() < end:
            began = time.perf_counter()
            client.request("GET", urls[number % len(urls)])
            reply = client.getresponse()
            reply.read()
            if reply.status != 200:
                raise SystemExit(f"{urls[number % len(urls)]}: {reply.status}")
            times.append((time.perf_counter() - began) * 1000)
            number += 1
        client.close()

    clients = [Thread(target=ask, args=(n,)) for n in range(CLIENTS)]
    for one in clients:
        one.start()
    start.wait()
    for one in clients:
        one.join()
    process.terminate()
    process.join()
    times.sort()
    return [len(times) / SECONDS, median(times), times[len(times) * 99 // 100], times[-1]]


def main() -> None:
    """Build the indexes and print the tables."""
    parser = arguments(__doc__ or "", documents=5000)
    parser.add_argument("--index", type=Path, help="an index that there is, to measure instead")
    options = parser.parse_args()
    with scratch() as folder:
        place = Path(folder)
        asked = build(place, options.documents, options.seed)
        settings = Settings(index=options.index or place / "index")
        with closing(open_index(settings)) as library:
            say(f"{library.stats().documents} documents, {len(asked)} queries")
        costs(settings, asked)
        urls = [address(one) for one in asked]
        rows = [["Mulu", *load(settings, open_index, urls)]]
        if not options.index:
            peer = partial(_tantivy, place / "tantivy", asked)
            rows.append(["Tantivy", *load(settings, peer, urls)])
        say(f"\n{CLIENTS} clients for {SECONDS:.0f} s\n")
        table(["pages over", "requests per second", "p50 ms", "p99 ms", "longest ms"], rows)


if __name__ == "__main__":
    main()
