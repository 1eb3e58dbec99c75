"""Segmentation: rjieba and jieba agree, and the respelled words are all there."""

import subprocess
import sys
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import SEEDS

from search.analysis import fold
from search.analysis.data import rows
from search.analysis.mapped import MISPLACED, TOTAL
from search.analysis.segmentation import (
    LONGEST,
    cut,
    dictionary_file,
    fast_segmenter,
    mapped_dictionary,
    reference_dictionary,
    reference_segmenter,
)

RUNS = st.text(
    st.one_of(
        st.sampled_from(
            "中华人民共和国国务院发布的一是了我不在人们有来他这上着个地到大里说就去子得也"
        ),
        st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0x20000, max_codepoint=0x323AF),
        st.sampled_from("〇々\uf900"),
    ),
    min_size=1,
    max_size=40,
)


@settings(deadline=None, max_examples=100)
@given(RUNS)
def test_the_fast_segmenter_does_what_jieba_does(run: str) -> None:
    assert fast_segmenter()(fold(run)) == reference_segmenter()(fold(run))


def test_both_segmenters_agree_on_dictionary_words_in_a_row() -> None:
    dictionary = sorted(reference_dictionary())[::97]
    for i in range(0, len(dictionary) - 8, 8):
        run = fold("".join(dictionary[i : i + 8]))
        assert fast_segmenter()(run) == reference_segmenter()(run)


def test_both_segmenters_agree_on_the_seeds() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        for line in fold(path.read_text(encoding="utf-8")).splitlines():
            run = "".join(c for c in line if "\u4e00" <= c <= "\u9fff")
            assert fast_segmenter()(run) == reference_segmenter()(run)


@settings(deadline=None, max_examples=100)
@given(RUNS)
def test_the_mapped_dictionary_cuts_as_the_fast_segmenter(run: str) -> None:
    dictionary = mapped_dictionary()
    assert dictionary
    assert dictionary.cut(fold(run)) == fast_segmenter()(fold(run))


def test_the_mapped_dictionary_cuts_dictionary_words_in_a_row_as_the_fast_segmenter() -> None:
    dictionary = mapped_dictionary()
    assert dictionary
    words = [w for w in sorted(reference_dictionary()) if all("\u4e00" <= c <= "\u9fff" for c in w)]
    words = [*words[:: len(words) // 6000], *MISPLACED]
    for i in range(0, len(words) - 3, 3):
        run = fold("".join(words[i : i + 3]))
        assert dictionary.cut(run) == fast_segmenter()(run)


def test_the_dictionary_is_sorted_where_bisection_takes_it_for_sorted() -> None:
    file = dictionary_file()
    assert file
    lines = [line.split(" ") for line in file.read_text("utf-8").splitlines()]
    assert sum(int(line[1]) for line in lines) == TOTAL
    words = [line[0].encode() for line in lines]
    start = words.index("一".encode())
    assert not any(all(c >= "\u2e80" for c in word.decode()) for word in words[:start])
    kept = [word for word in words[start:] if word.decode() not in MISPLACED]
    assert all(one < other for one, other in pairwise(kept))
    assert {line[0]: int(line[1]) for line in lines if line[0] in MISPLACED} == MISPLACED


def test_words_join_to_the_run_even_where_it_is_cut() -> None:
    run = "乌鲁木齐高新区" * 200
    assert "".join(cut(run)) == run
    assert cut(run)[: len(cut(run[:LONGEST]))] == cut(run[:LONGEST])
    assert cut("") == []
    assert cut("国") == ["国"]


# In a process of its own: here, some other test has cut before.
THREADS_THAT_BEGIN_AT_ONCE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from search.analysis.data import rows
from search.analysis.segmentation import fast_segmenter, mapped_dictionary

words = [word for word, _ in rows("respelled.tsv")]
runs = ["".join(words[i : i + 40]) for i in range(0, len(words), 40)]
expected = [mapped_dictionary().cut(run) for run in runs]
begin = Barrier(8)
sys.setswitchinterval(1e-6)

def cut(_):
    begin.wait()
    return all([fast_segmenter()(run) for run in runs] == expected for _ in range(20))

with ThreadPoolExecutor(8) as threads:
    sys.exit(not all(threads.map(cut, range(8))))
"""


def test_threads_that_begin_at_once_share_a_segmenter_that_knows_all_words() -> None:
    subprocess.run([sys.executable, "-c", THREADS_THAT_BEGIN_AT_ONCE], check=True)


def test_the_list_of_respelled_words_is_what_folding_makes_of_the_dictionary() -> None:
    dictionary = reference_dictionary()
    expected: dict[str, int] = {}
    for word, frequency in dictionary.items():
        folded = fold(word)
        if folded != word and len(word) > 1 and frequency > dictionary.get(folded, 0):
            expected[folded] = max(expected.get(folded, 0), frequency)
    assert {word: int(frequency) for word, frequency in rows("respelled.tsv")} == expected
