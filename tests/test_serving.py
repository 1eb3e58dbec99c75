"""The real server under a short load, while documents are added, and when it is stopped."""

from __future__ import annotations

import shutil
from pathlib import Path

from index_fixtures import Shelf
from reliability.serving import load


def test_a_server_under_load_finds_new_documents_fails_nobody_and_finishes_what_it_began(
    tmp_path: Path, seeds: Path
) -> None:
    shelf = Shelf(tmp_path)
    for seed in seeds.iterdir():
        shutil.copy(seed, shelf.documents)
    shelf.update()
    seen = load(shelf.documents, shelf.settings, clients=4, seconds=8)
    assert not seen.errors
    assert len(seen.answers) > 20
    assert seen.found_after, "a document that was added meanwhile was found"
    assert seen.cut_off == 0
