"""What an index depends on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import search
from search.updating.fingerprint import fingerprint

PACKAGE = Path(search.__file__).parent


@pytest.fixture
def _afresh() -> Iterator[None]:
    """Forget what was computed before and after the test."""
    fingerprint.cache_clear()
    yield
    fingerprint.cache_clear()


def test_it_is_the_same_each_time() -> None:
    first = fingerprint()
    fingerprint.cache_clear()
    assert fingerprint() == first
    assert first.keys() >= {"schema", "analyser", "data", "code"}
    assert re.fullmatch("[0-9a-f]{16}", first["code"])


@pytest.mark.usefixtures("_afresh")
@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("data/regions.tsv", "data"),
        ("data/stopwords.txt", "data"),
        ("reading/text.py", "code"),
        ("cleaning/pinyin.py", "code"),
        ("describing/title.py", "code"),
        ("describing/dates/words.py", "code"),
        ("analysis/pipeline.py", "code"),
        ("updating/indexing.py", "code"),
    ],
)
def test_a_changed_file_changes_its_part_alone(
    monkeypatch: pytest.MonkeyPatch, file: str, part: str
) -> None:
    before, real = dict(fingerprint()), Path.read_bytes
    fingerprint.cache_clear()

    def read_bytes(path: Path) -> bytes:
        return real(path) + (b"#" if path == PACKAGE / file else b"")

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    after = fingerprint()
    assert {key for key in after if after[key] != before[key]} == {part}


@pytest.mark.usefixtures("_afresh")
@pytest.mark.parametrize(
    "file", ["shell/printing.py", "answering/library.py", "answering/snippets.py"]
)
def test_what_only_answers_queries_does_not_count(
    monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    before, real = dict(fingerprint()), Path.read_bytes
    fingerprint.cache_clear()
    monkeypatch.setattr(
        Path, "read_bytes", lambda p: real(p) + (b"#" if p == PACKAGE / file else b"")
    )
    assert fingerprint() == before
