"""A folder made to do harm: specimens, odd names, things that are no files, files that change."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count, islice
from pathlib import Path
from random import Random
from threading import Event, Thread

from msgspec.structs import replace

from .formats import Specimen
from .specimens import mutant, neighbour, specimens

WORD = "The maker space {}.\n"


def make(folder: Path, canary: Path, entries: int, bulk: int) -> list[Specimen]:
    """Make the folder; return what must become of its files."""
    random = Random(1)
    fates = []
    made = chain(
        specimens(os.fspath(canary), bulk),
        _odd_names(),
        (neighbour(n) if n % 2 else mutant(random, n) for n in count()),
    )
    for specimen in islice(made, entries):
        _write(folder, specimen)
        fates.append(replace(specimen, content=b""))
    _place_specials(folder, canary, bulk)
    return fates


def _write(folder: Path, specimen: Specimen) -> None:
    file = folder / os.fsdecode(in_bytes(specimen.name))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(specimen.content)


def in_bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _odd_names() -> Iterator[Specimen]:
    """Documents whose names are the attack; surrogates stand for bytes that are no UTF-8."""
    names = (
        os.fsdecode("新疆众创空间".encode("gbk")),
        os.fsdecode(b"\xed\xa0\x80 \xff"),
        "line\nbreak",
        "-rf",
        "--help",
        "\x1b[31mred\x07",
        "\u202etxt.exe",
        "tab\tand;$(touch x)`id`",
        "<script>alert(1)</script>".replace("/", "∕"),
        " ",
        "%2e%2e%2f",
        "x" * 251,
        "深" * 83,
        "/".join(["d" * 100] * 30) + "/deep",
        "con",
    )
    for number, name in enumerate(names):
        word = f"name{number}x"
        yield Specimen(f"names/{name}.txt", WORD.format(word).encode(), word=word)
    yield Specimen("names/.hidden.txt", b"x", refusal="hidden")
    yield Specimen("names/~$lock.docx", b"x", refusal="lock file")
    yield Specimen("names/empty.txt", b"", refusal="empty")
    for name, content, why in (
        ("program.txt", b"\x7fELF" + bytes(99), "a program"),
        ("picture.txt", b"\x89PNG" + bytes(99), "a picture"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "save it as .docx"),
        ("random.dat", Random(2).randbytes(5000), "binary"),
    ):
        yield Specimen(f"names/{name}", content, refusal=why)


def _place_specials(folder: Path, canary: Path, bulk: int) -> None:
    """Lay down what is no file, as far as the system and our rights allow."""
    place = folder / "special"
    place.mkdir(exist_ok=True)
    (place / "link-out.txt").symlink_to(canary)
    (place / "folder-out").symlink_to(canary.parent)
    (place / "loop").symlink_to(place)
    (place / "self").symlink_to(place / "self")
    (place / "nowhere.txt").symlink_to(place / "nothing")
    (place / "root").symlink_to("/")
    with suppress(OSError, AttributeError):
        os.mkfifo(place / "pipe.txt")
    with suppress(OSError, AttributeError):
        os.mknod(place / "zero.txt", stat.S_IFCHR | 0o600, os.makedev(1, 5))
    with suppress(OSError), socket.socket(socket.AF_UNIX) as made:
        made.bind(os.fspath(place / "socket.txt"))
    with (place / "sparse.txt").open("wb") as file:
        file.truncate(2 << 30)
    with (place / "zeros.html").open("wb") as file:
        file.truncate(bulk << 19)
    (place / "secret.txt").write_text(WORD.format("secretx"), "utf-8")
    (place / "secret.txt").chmod(0)
    at = os.open(place, os.O_RDONLY)  # deeper than a path can name
    for _ in range(60):
        os.mkdir(b"p" * 100, dir_fd=at)
        below = os.open(b"p" * 100, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)


@contextmanager
def churning(place: Path) -> Iterator[None]:
    """Let files be written, cut, swapped for links and pipes, and removed, all the time."""
    place.mkdir()
    ended, random = Event(), Random(3)

    def churn() -> None:
        while not ended.wait(0.005):
            file = place / f"{random.randrange(40)}.txt"
            with suppress(OSError):
                match random.randrange(5):
                    case 0:
                        file.unlink()
                    case 1:
                        file.unlink(missing_ok=True)
                        os.mkfifo(file)
                    case 2:
                        file.unlink(missing_ok=True)
                        file.symlink_to("/etc/passwd")
                    case _ if file.is_file() and not file.is_symlink():
                        file.write_bytes(b"churn " * random.randrange(100_000))
                    case _:
                        file.unlink(missing_ok=True)
                        file.write_bytes(b"churn again")

    thread = Thread(target=churn)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
