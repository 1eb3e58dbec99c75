"""Both scripts of a query have the same alternatives: expansion looks at the folded text."""

from __future__ import annotations

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from opencc import OpenCC
from test_expansion import expanded

from search.analysis import fold
from search.analysis.segmentation import reference_dictionary
from search.expansion.regional import regional
from search.expansion.words import has_han

CHINESE = [word for word in list(reference_dictionary())[::97] if has_han(word)]
CONVERTERS = {name: OpenCC(name).convert for name in ("s2t", "s2tw", "t2s")}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(CHINESE), min_size=1, max_size=4).map("".join),
    st.sampled_from(sorted(CONVERTERS)),
)
@example("线上尝试", "s2t")
@example("的筆記型電腦", "t2s")
@example("曾经统治过苏利南", "s2t")
def test_both_scripts_of_a_query_are_expanded_alike(text: str, name: str) -> None:
    other = CONVERTERS[name](text)
    assume(fold(other) == fold(text))
    assert alternatives(other) == alternatives(text)


def alternatives(text: str) -> list[tuple[str, float, str]]:
    """What is looked for beside the typed words, how surely and by whom."""
    return [(a.text, a.weight, a.source) for a in (u.alternative for u in expanded(text).used)]


def test_words_of_other_regions_are_the_same_for_both_scripts() -> None:
    assert regional("軟體") == regional("软体") == ("软件",)
    assert regional("一元運算子") == regional("一元运算子")
    assert regional("影像處理") == regional("影像处理")
    assert "影象" in regional("图像")
