"""Many clients for a long time while documents are added: no error, flat memory, steady p99.

    python -m tests.reliability.serving --minutes 30 --documents 100000
    python -m tests.reliability.serving --minutes 30 --folder DOCUMENTS --index INDEX

Starts the real server (`mulu serve --watch`) over made documents, or over a folder and
its index that are there already (both are changed). Clients ask pages and the
JSON interface in a closed loop; one more writes a new document now and then and waits until
it is found. At the end the server is stopped in the middle of requests, and started again.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Thread
from urllib.parse import quote

from search import Settings, update

_ROOT = Path(__file__).resolve().parents[2]
_PATHS = ("/search?q={}", "/search?q={}&limit=20", "/search.json?q={}", "/suggest.json?q={}",
          "/search?q={}&date=2016", "/search.json?q={}&lang=zh&sort=newest")  # fmt: skip
_PATIENCE = 20  # times as long as asked for, for what was added to be found
_WORDS = re.compile(r"[A-Za-z]{4,12}|[\u4e00-\u9fff]{2,4}")


@dataclass
class Load:
    """What the clients saw: seconds of each answer with the minute it fell in, errors by kind.

    `memory`: MB of the server's own, `mapped`: those of files that it has mapped, which the
    system takes back where it needs them.
    """

    answers: list[tuple[int, float]] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    mapped: list[float] = field(default_factory=list)
    found_after: list[float] = field(default_factory=list)
    ready_after: float = 0.0
    cut_off: int = 0

    def p99(self, minutes: range) -> float:
        """The 99th percentile of the answers in some minutes, in seconds."""
        chosen = sorted(took for minute, took in self.answers if minute in minutes)
        return chosen[int(len(chosen) * 0.99)] if chosen else 0.0

    def growth(self) -> float:
        """Memory of the last tenth by that after the first fifth."""
        size = len(self.memory)
        before = self.memory[size // 5 : size // 5 + max(1, size // 10)]
        after = self.memory[-max(1, size // 10) :]
        return (sum(after) / len(after)) / (sum(before) / len(before))


@dataclass(frozen=True)
class Server:
    """A running `mulu serve`: its process and its port."""

    process: subprocess.Popen[str]
    port: int

    def get(self, path: str, seconds: float = 60.0) -> tuple[int, bytes]:
        """The status and body of one request on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def resident(self) -> tuple[float, float]:
        """The resident memory in MB: its own, and of mapped files."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii", "replace")
        own, mapped = (re.findall(rf"Rss{kind}:\s+(\d+)", status) for kind in ("Anon", "File"))
        return int(own[0]) / 1024, int(mapped[0]) / 1024


@contextmanager
def serving(settings: Settings, *options: str) -> Iterator[Server]:
    """Start the server as a person would; it is killed at the end if it still runs."""
    command = [sys.executable, "-m", "search.cli", "serve", "--index", str(settings.index)]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    with subprocess.Popen(
        [*command, "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env=environment,
    ) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if match := re.search(r"http://[^:/]+:(\d+)/", line):
                    yield Server(process, int(match[1]))
                    break
        finally:
            process.kill()


def load(folder: Path, settings: Settings, clients: int, seconds: float) -> Load:
    """Put `clients` to work on an index of `folder` for so long, and on a slow machine until
    a document that was added has been found.
    """
    seen, stop = Load(), Event()
    words = _words(folder)
    with serving(settings, "--watch", str(folder)) as server:
        began = time.monotonic()
        threads = [
            Thread(target=_ask, args=(server, words, Random(i), seen, stop, began))
            for i in range(clients)
        ]
        threads.append(Thread(target=_add, args=(server, folder, seen, stop)))
        for thread in threads:
            thread.start()
        while (passed := time.monotonic() - began) < seconds or (
            passed < _PATIENCE * seconds and not seen.found_after and not seen.errors
        ):
            own, mapped = server.resident()
            seen.memory.append(own)
            seen.mapped.append(mapped)
            time.sleep(min(5.0, seconds / 20))
        stop.set()
        for thread in threads:
            thread.join()
        seen.cut_off = _stop_busy(server, words)
    started = time.monotonic()
    with serving(settings) as server:
        server.get("/readyz")
        seen.ready_after = time.monotonic() - started
    return seen


def _ask(
    server: Server, words: list[str], random: Random, seen: Load, stop: Event, began: float
) -> None:
    while not stop.is_set():
        text = quote(" ".join(random.sample(words, random.choice((1, 1, 2, 3)))))
        started = time.monotonic()
        try:
            status, body = server.get(random.choice(_PATHS).format(text))
            if status != 200 or not body:
                seen.errors[f"status {status}"] += 1
        except (OSError, HTTPException) as error:
            seen.errors[f"{type(error).__name__}: {error}"] += 1
        now = time.monotonic()
        seen.answers.append((int((now - began) // 60), now - started))


def _add(server: Server, folder: Path, seen: Load, stop: Event) -> None:
    """Write a document with a word of its own, wait until it is found, and again."""
    for number in range(1_000_000):
        word = f"zq{number}xv"
        (folder / f"added{number}.txt").write_text(f"A note on {word}\n2016-08-15\n\n{word}.\n")
        started = time.monotonic()
        while not stop.wait(0.25):
            try:
                if b'"total": 1' in server.get(f"/search.json?q={word}&expand=no")[1]:
                    seen.found_after.append(time.monotonic() - started)
                    break
            except (OSError, HTTPException) as error:
                seen.errors[f"while adding: {error}"] += 1
        if stop.wait(1.0):
            return


def _stop_busy(server: Server, words: list[str], requests: int = 16) -> int:
    """Tell the server to stop in the middle of requests; return how many were cut off."""
    connections = [HTTPConnection("127.0.0.1", server.port, timeout=60) for _ in range(requests)]
    for number, connection in enumerate(connections):
        connection.request("GET", f"/search?q={quote(words[number])}&limit=50")
    time.sleep(0.05)
    server.process.send_signal(signal.SIGTERM)
    whole = 0
    for connection in connections:
        try:
            whole += connection.getresponse().read().rstrip().endswith(b"</html>")
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
    server.process.wait(60)
    return requests - whole


def _words(folder: Path) -> list[str]:
    """Words that the documents have, in both languages."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*.txt"))[:60]:
        found.update(dict.fromkeys(_WORDS.findall(path.read_text("utf-8", "replace"))[::7]))
    return list(found)


def report(seen: Load) -> list[str]:
    """Tell what was seen, in lines."""
    last = max((minute for minute, _ in seen.answers), default=0)
    half = range(last // 2 + 1), range(last // 2, last + 1)
    late = sorted(seen.found_after)
    return [
        f"{len(seen.answers):,} answers, {sum(seen.errors.values())} errors {dict(seen.errors)}",
        f"p99 {seen.p99(half[0]) * 1e3:.0f} ms in the first half, "
        f"{seen.p99(half[1]) * 1e3:.0f} ms in the second",
        f"memory {seen.memory[-1]:.0f} MB, {seen.growth():.3f} times that after warming up; "
        f"{seen.mapped[-1]:.0f} MB of mapped files, {max(seen.mapped):.0f} at most",
        f"{len(late)} documents added; found after {late[len(late) // 2] if late else 0:.1f} s "
        f"(median), {late[-1] if late else 0:.1f} s at most",
        f"{seen.cut_off} requests cut off by stopping; ready again after {seen.ready_after:.1f} s",
    ]


def _main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="documents that are there already")
    parser.add_argument("--index", type=Path, help="their index")
    options = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch) / "documents"
        settings = Settings(index=options.index or Path(scratch) / "index")
        if not options.folder:
            making = [sys.executable, "-m", "tests.benchmarks.corpus", str(folder)]
            subprocess.run([*making, str(options.documents)], check=True, cwd=_ROOT)
        update(settings, [folder])
        seen = load(folder, settings, options.clients, options.minutes * 60)
    sys.stdout.write("\n".join(report(seen)) + "\n")
    return 1 if seen.errors or seen.cut_off else 0


if __name__ == "__main__":
    raise SystemExit(_main())
