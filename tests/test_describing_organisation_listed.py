"""Names of firms that are also words, where a list tells that firms are meant."""

from __future__ import annotations

from search.cleaning import clean
from search.describing.organisations.mentioned import organisations


def ids(text: str) -> set[str]:
    return {value.id for value in organisations(clean(text))}


def test_a_name_in_a_list_with_a_firm_is_a_firm() -> None:
    assert {"华为技术有限公司", "小米集团"} <= ids("华为、小米等手机企业参展。")
    assert {"苹果公司", "小米集团", "三星电子"} <= ids("蘋果、小米和三星都漲價。")


def test_the_same_words_are_none_without_a_firm_beside_them() -> None:
    assert not ids("他买了苹果、小米和大枣。")
    assert ids("华为发布手机，他买了苹果、小米和大枣。") == {"华为技术有限公司"}
