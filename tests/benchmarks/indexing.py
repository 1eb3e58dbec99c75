"""Indexing: Mulu with one and two processes beside stock Whoosh with jieba's analyser.

Mulu reads, repairs, describes and analyses files and indexes two channels with positions;
stock Whoosh gets the bare text of the same files and jieba's `ChineseAnalyzer`, which is
what its users do. CPU and wall seconds, peak memory of all processes (what they share counts
once), and the index in bytes of the text. On a machine that does other things as well the clock
says little: `× stock, CPU` is what processors of their own would give if the work were spread
evenly over them.

    python -m tests.benchmarks.indexing --documents 2000
    python -m tests.benchmarks.indexing --folder some/folder
"""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jieba
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in

from search import Settings, update

from . import corpus
from .measuring import arguments, cpu_seconds, peak_mb, say, scratch, size_of, table, tree_mb

_LOOK_SECONDS = 0.5  # how often the memory of all processes is looked at


def mulu(files: Path, index: Path, workers: int) -> None:
    """Index a folder with Mulu."""
    update(Settings(index=index, workers=workers), [files])


def whoosh(files: Path, index: Path) -> None:
    """Index a folder with Whoosh and jieba, as their documentation shows."""
    from jieba.analyse import ChineseAnalyzer

    index.mkdir()
    schema = Schema(path=ID(stored=True, unique=True), body=TEXT(ChineseAnalyzer(), stored=True))
    writer = create_in(str(index), schema).writer(limitmb=256)
    for path in sorted(path for path in files.rglob("*") if path.is_file()):
        writer.add_document(path=str(path), body=path.read_text("utf-8", "replace"))
    writer.commit()


def measured(work: Callable[..., None], *given: Any) -> tuple[float, float, float]:
    """Do the work in a process of its own; return wall and CPU seconds, and peak MB."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=_report, args=(sender, work, given)
    )
    process.start()
    peak = 0.0
    while not receiver.poll(_LOOK_SECONDS):
        peak = max(peak, tree_mb(process.pid or 0))
    wall, cpu, largest = receiver.recv()
    process.join()
    return wall, cpu, peak or largest


def _report(sender: Any, work: Callable[..., None], given: tuple[Any, ...]) -> None:
    if work is whoosh:
        jieba.setLogLevel(logging.ERROR)
        jieba.initialize()
    wall, cpu = time.perf_counter(), cpu_seconds()
    work(*given)
    sender.send((time.perf_counter() - wall, cpu_seconds() - cpu, sum(peak_mb())))


def main() -> None:
    """Index one folder in three ways and print a table."""
    options = arguments(__doc__ or "", 2000).parse_args()
    with scratch() as place:
        files = options.folder or Path(place) / "files"
        if not options.folder:
            corpus.write_files(files, options.documents, options.seed)
        count = sum(path.is_file() for path in files.rglob("*"))
        text = size_of(files)
        say(f"{count} files, {text / 1e6:.1f} MB\n")
        ways: list[tuple[str, int, Callable[..., None], tuple[Any, ...]]] = [
            ("stock Whoosh + jieba", 1, whoosh, ()),
            ("Mulu, 1 process", 1, mulu, (1,)),
            ("Mulu, 2 processes", 2, mulu, (2,)),
        ]
        rows: list[list[object]] = []
        stock = (0.0, 0.0)
        for name, processors, work, given in ways:
            index = Path(place) / f"index{len(rows)}"
            wall, cpu, memory = measured(work, files, index, *given)
            stock = stock if rows else (wall, cpu)
            faster = stock[0] / wall, processors * stock[1] / cpu
            rows.append([name, wall, cpu, count / wall, *faster, memory, size_of(index) / text])
    heads = ["", "wall s", "CPU s", "documents/s", "× stock, wall", "× stock, CPU", "peak MB"]
    table([*heads, "index ÷ text"], rows)


if __name__ == "__main__":
    main()
