"""Updates of parts and of all, in any order, leave what a full rebuild leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_fixtures import SEEDS, Shelf, ask, contents, indexed

from search import ReadError, Update, update


def only(shelf: Shelf, *names: str) -> Update:
    """Update the index with these paths below the folder of documents and nothing else."""
    return update(shelf.settings, (), only=[shelf.documents / name for name in names])


NAMES = ("a.txt", "b.txt", "d/a.txt", "d/e/新.txt", "d e.txt")
DEEDS = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(["", "one", "two 众创", "one more", *NAMES, "correct"])
)
SCOPES = st.lists(st.sampled_from([*NAMES, "d", "d/e"]), max_size=3)  # none: a full update
ROUNDS = st.lists(st.tuples(st.lists(DEEDS, min_size=1, max_size=4), SCOPES), max_size=5)


def do(shelf: Shelf, path: str, deed: str) -> None:
    """Remove, write or move a file, or write a correction that speaks of it."""
    file = shelf.documents / path
    if deed == "correct":
        shelf.write("mulu-corrections.tsv", f"{path}\tadd\tregion\t新疆\n")
    elif not deed:
        file.unlink(missing_ok=True)
    elif deed in NAMES:
        if file.exists():
            (shelf.documents / deed).parent.mkdir(parents=True, exist_ok=True)
            file.rename(shelf.documents / deed)
    else:
        shelf.write(path, deed)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROUNDS, st.sampled_from([0, 300, 1 << 16]))
def test_updates_of_parts_and_of_all_equal_a_full_rebuild(
    tmp_path_factory: pytest.TempPathFactory,
    rounds: list[tuple[list[tuple[str, str]], list[str]]],
    few: int,
) -> None:
    """Each leaves what it looks at as a rebuild would have it; a full one at the end, all."""
    root = tmp_path_factory.mktemp("parts")
    shelf = indexed(root, {"first.txt": "the first"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.updating.catalogue._FEW", few)
        for deeds, scope in rounds:
            for path, deed in deeds:
                do(shelf, path, deed)
            before = contents(shelf.open())
            try:
                done = only(shelf, *scope) if scope else shelf.update()
            except ReadError:  # none of it is there
                assert contents(shelf.open()) == before
                continue
            after = contents(shelf.open())
            here = {
                path: (shelf.documents / path).read_text("utf-8")
                for path in ("first.txt", *NAMES)
                if (shelf.documents / path).exists()
            }
            for path in before.keys() | after.keys() | here.keys():
                looked = (
                    not scope
                    or done.widened
                    or any(f"{path}/".startswith(f"{one}/") for one in scope)
                )
                assert after.get(path) == (here if looked else before).get(path)
        shelf.update()
        again = shelf.update()
        assert (again.added, again.changed, again.removed, again.moved) == ((), (), (), ())
    fresh = Shelf(root)
    fresh.settings = type(shelf.settings)(index=root / "fresh", workers=1)
    fresh.update()
    assert contents(shelf.open()) == contents(fresh.open())
    assert shelf.find(regions=("650000",)) == fresh.find(regions=("650000",))


def test_seeds_added_one_by_one_answer_as_all_at_once(tmp_path: Path) -> None:
    shelf = indexed(tmp_path / "one", {"first.txt": "the first"})
    whole = indexed(tmp_path / "all", {"first.txt": "the first"})
    for seed in sorted(SEEDS.iterdir()):
        for each in (shelf, whole):
            each.write(seed.name, seed.read_bytes())
        assert only(shelf, seed.name).added == (seed.name,)
    whole.update()
    for query in ("众创空间", "maker space", "新疆", "Urumqi"):
        one, other = (each.open() for each in (shelf, whole))
        found, wanted = ask(one, query, expand=True), ask(other, query, expand=True)
        assert [(h.path, h.score) for h in found.hits] == [(h.path, h.score) for h in wanted.hits]
