"""The engine over segments made by hand: what is found, counted, kept and noticed."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_fixtures import VERSION, WORDS, batches, segment, whoosh_of, write
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from search.engine import Filters, WhooshEngine
from search.engine.generations.storage import Storage
from search.engine.writing.writer import Writer
from search.errors import DamagedIndex, IndexLocked, StaleIndex
from search.facets import UNSTATED
from search.query import And, Everything, Phrase, Word
from search.settings import Settings


@settings(max_examples=15, deadline=None, phases=[Phase.generate])
@given(batches, st.lists(st.sampled_from([*WORDS, UNSTATED]), max_size=2))
def test_facet_counts_equal_counting_by_hand(
    tmp_path_factory: pytest.TempPathFactory,
    content: list[list[dict[str, list[str]]]],
    chosen: list[str],
) -> None:
    root = tmp_path_factory.mktemp("index")
    for number, batch in enumerate(content):
        write(root, [segment(100 * number, batch)], merging=False)
    engine = WhooshEngine(Settings(index=root), VERSION)
    leaf = Word("a", ("a",), ("a",), han=False)
    found = engine.search(leaf, Filters(region=tuple(chosen)), "relevance", 0, 100)
    matching = [
        row for batch in content for row in batch if any("a" in words for words in row.values())
    ]
    by_hand: dict[str, int] = {}
    for row in matching:
        for value in set(row["title"]) or {UNSTATED}:
            by_hand[value] = by_hand.get(value, 0) + 1
    assert found.counts["region"] == by_hand, "its own choice must not shrink a facet"
    selected = [r for r in matching if not chosen or (set(r["title"]) or {UNSTATED}) & set(chosen)]
    assert found.total == len(selected)
    assert found.counts["language"] == ({"zh": len(selected)} if selected else {})


def test_words_near_each_other_are_found_within_the_slop(tmp_path: Path) -> None:
    row = {"title": [], "chrome": [], "body": ["a", "abc", "新疆", "b"]}
    write(tmp_path, [segment(0, [row])])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    assert engine.count(Phrase("a b", ("a", "b"), slop=2)) == 1
    assert engine.count(Phrase("a b", ("a", "b"), slop=1)) == 0


@pytest.mark.parametrize("before", [250, 5_000, 70_000])
def test_a_phrase_is_found_however_far_into_a_text(tmp_path: Path, before: int) -> None:
    for number in range(2):
        body = [*["b"] * before, "a", "abc", "b"]
        write(tmp_path, [segment(number, [{"title": [], "chrome": [], "body": body}])])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    assert len(engine.manifest.segments) == 1, "merged, so positions were read back"
    assert engine.count(Phrase("a abc b", ("a", "abc", "b"))) == 2
    assert engine.count(Phrase("abc a", ("abc", "a"))) == 0


def test_less_is_asked_of_documents_by_the_rarity_of_what_they_have(tmp_path: Path) -> None:
    bodies = [["a", "b"], ["a"], ["abc"], *[["b", "c"] for _ in range(30)]]
    write(tmp_path, [segment(0, [{"title": [], "chrome": [], "body": body} for body in bodies])])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    words = [Word(w, (w,), (w,), han=False) for w in ("a", "b", "zzz")]
    assert engine.count(And(tuple(words))) == 0
    (weaker,) = engine.most([(w,) for w in words], [Everything()], chosen=True)
    assert weaker is not None
    top = engine.search(weaker, Filters(), "relevance", 0, 10).top
    assert [engine.heading(m.document).path for m in top] == ["0.txt", "1.txt"]
    assert engine.most([words[2:]], [Everything()], chosen=True) == [None]


def test_who_has_little_beside_the_best_does_not_answer_words_that_were_chosen(
    tmp_path: Path,
) -> None:
    bodies = [["a", "b", "c", "d", "en"], ["d", "zh"], *[["en", "zh"] for _ in range(30)]]
    write(tmp_path, [segment(0, [{"title": [], "chrome": [], "body": body} for body in bodies])])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    *words, own, other = (Word(w, (w,), (w,), han=False) for w in ("a", "b", "c", "d", "en", "zh"))
    for chosen, found in (True, 0), (False, 1):
        _, weaker = engine.most([(word,) for word in words], [own, other], chosen=chosen)
        assert weaker is not None
        assert engine.count(And((other, weaker))) == found


def test_the_pieces_of_a_word_weigh_as_one(tmp_path: Path) -> None:
    bodies = [["a", "b", "c"], ["d"], *[["e"] for _ in range(30)]]
    write(tmp_path, [segment(0, [{"title": [], "chrome": [], "body": body} for body in bodies])])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    *pieces, whole = (Word(w, (w,), (w,), han=False) for w in "abcd")
    (weaker,) = engine.most([pieces, [whole]], [Everything()], chosen=True)
    assert weaker is not None
    assert sum(weaker.weights[:3]) == pytest.approx(weaker.weights[3])


def test_a_reader_keeps_its_generation_while_another_is_published(tmp_path: Path) -> None:
    row = {"title": [], "chrome": [], "body": ["a"]}
    write(tmp_path, [segment(0, [row])])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    write(tmp_path, [segment(1, [row])])
    assert engine.count(Everything()) == 1
    assert engine.heading(0).path == "0.txt"
    assert not engine.is_current()
    assert WhooshEngine(Settings(index=tmp_path), VERSION).count(Everything()) == 2


def test_a_transaction_that_is_given_up_leaves_no_trace(tmp_path: Path) -> None:
    write(tmp_path, [segment(0, [{"title": [], "chrome": [], "body": ["a"]}])])
    before = sorted(path.name for path in tmp_path.rglob("*"))
    storage = Storage(tmp_path)
    with storage.lock(1):
        writer = Writer(storage, VERSION, storage.open(VERSION))
        writer.add(segment(1, [{"title": [], "chrome": [], "body": ["b"]}]))
        writer.abort()
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    with storage.lock(1), pytest.raises(IndexLocked, match=r"process \d+"), storage.lock(0.05):
        pass


def test_an_index_of_another_version_says_what_differs(tmp_path: Path) -> None:
    write(tmp_path, [segment(0, [{"title": [], "chrome": [], "body": ["a"]}])])
    with pytest.raises(StaleIndex, match="analyser"):
        WhooshEngine(Settings(index=tmp_path), {**VERSION, "analyser": "2"})


def test_every_changed_or_missing_file_is_noticed_when_opening(tmp_path: Path) -> None:
    write(tmp_path, [segment(0, [{"title": ["a"], "chrome": ["b"], "body": 20 * ["a"]}])])
    folder = Path(whoosh_of(tmp_path))
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        flipped = bytearray(content)
        flipped[len(content) // 2] ^= 1
        for broken in (bytes(flipped), content[:-1], None):
            path.unlink()
            if broken is not None:
                path.write_bytes(broken)
            with pytest.raises(DamagedIndex, match="mulu index"):
                WhooshEngine(Settings(index=tmp_path), VERSION)
            path.write_bytes(content)
    WhooshEngine(Settings(index=tmp_path), VERSION)


def test_many_small_commits_end_in_few_segments(tmp_path: Path) -> None:
    for number in range(12):
        write(tmp_path, [segment(number, [{"title": [], "chrome": [], "body": ["a"]}])])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    assert engine.count(Everything()) == 12
    assert len(engine.manifest.segments) == 1
    names = {path.name.partition(".")[0] for path in Path(whoosh_of(tmp_path)).iterdir()}
    assert len([name for name in names if name.startswith("MAIN_")]) == 1


def test_who_adds_little_does_not_merge_much(tmp_path: Path) -> None:
    row = {"title": [], "chrome": [], "body": ["a"]}
    for number in range(8):
        write(tmp_path, [segment(200 * number, [row] * 200)], merging=False)
    for first, added, segments in ((1600, 1, 9), (1601, 200, 1)):
        write(tmp_path, [segment(first, [row] * added)])
        engine = WhooshEngine(Settings(index=tmp_path), VERSION)
        assert engine.count(Everything()) == first + added
        assert len(engine.manifest.segments) == segments


def test_an_index_of_which_most_is_new_becomes_one_segment(tmp_path: Path) -> None:
    row = {"title": [], "chrome": [], "body": ["a"]}
    for number in range(3):
        write(tmp_path, [segment(200 * number, [row] * 200)])
    storage = Storage(tmp_path)
    for rewrite, segments in ((599, 3), (600, 1)):
        with storage.lock(1):
            Writer(storage, VERSION, storage.open(VERSION)).commit(["/docs"], rewrite=rewrite)
        engine = WhooshEngine(Settings(index=tmp_path), VERSION)
        assert engine.count(Word("a", ("a",), ("a",), han=False)) == 600
        assert len(engine.manifest.segments) == segments


def test_words_side_by_side_in_a_title_are_not_taken_for_those_of_another_document(
    tmp_path: Path,
) -> None:
    apart = {"body": ["a", "x", "x", "x", "b"], "chrome": []}
    rows = [apart | {"title": ["a", "b"] if number < 6 else []} for number in range(300)]
    write(tmp_path, [segment(0, rows)])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    node = And(tuple(Word(term, (term,), (term,), han=False) for term in "ab"))
    near = {
        number: sum(part.score for part in engine.explain(node, number)[1] if not part.leaf)
        for number in (5, 261, 299)
    }
    assert near[5] > 0
    assert near[261] == near[299] == 0
