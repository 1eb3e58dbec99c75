"""Mojibake, through the door."""

from __future__ import annotations

import pytest

from search.cleaning import clean


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
@pytest.mark.parametrize("text", ["Café", "It’s", "Zürich", "中国"])
def test_utf8_read_as_a_western_encoding_is_repaired(text: str, wrong: str) -> None:
    result = clean(text.encode().decode(wrong))
    assert result.text == text
    assert {repair.kind for repair in result.repairs} == {"mojibake"}


@pytest.mark.parametrize("text", ["新疆", "众创空间"])
def test_utf8_read_as_gbk_is_repaired(text: str) -> None:
    assert clean(text.encode().decode("gbk")).text == text


def test_mojibake_in_a_sentence_leaves_the_sentence_alone() -> None:
    broken = "新疆".encode().decode("gbk")
    assert clean(f"今天,{broken},天气很好。").text == "今天,新疆,天气很好。"


@pytest.mark.parametrize(
    "text",
    [
        "安徽省合肥",
        "中国",
        "科技部",
        "有限公司",
        "创新创业服务平台",
        "2016年8月15日，安徽省合肥市的众创空间《天山》开业。",
        "本报讯（记者李明）3W咖啡落户合肥高新区，面积120平方米。",
    ],
)
@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_gb2312_read_as_a_western_encoding_is_repaired(text: str, wrong: str) -> None:
    result = clean(text.encode("gb2312").decode(wrong))
    assert result.text == text
    assert {repair.kind for repair in result.repairs} == {"mojibake"}


def test_a_year_between_digits_is_repaired_with_the_line_around_it() -> None:
    assert clean("通知，2016年6月5日。".encode().decode("latin-1")).text == "通知，2016年6月5日。"
    assert clean("2016å¹´6").text == "2016å¹´6"
    assert clean("2016å¹´6\næ\x9c\x88").text == "2016å¹´6\n月"


def test_lines_beside_misread_ones_stay_as_they_are() -> None:
    broken = "安徽省合肥".encode("gb2312").decode("latin-1")
    assert clean(f"Été à Orléans\n{broken}\nCœur, ÷ et ×").text == (
        "Été à Orléans\n安徽省合肥\nCœur, ÷ et ×"
    )


@pytest.mark.parametrize(
    "text",
    [
        "L'été dernier, la créée «Île-de-France» a été évaluée à 12 °C ; ça va ? Où ? Noël, œuvre.",
        "Größe, Übermut, Füße und Straßenbahnen: äöüÄÖÜß, »Zitat« — 5 m² für 3 £ ± 10 %.",
        "Tiếng Việt: Thủ tướng Chính phủ đã phê duyệt đề án hỗ trợ khởi nghiệp đổi mới sáng tạo.",
        "¡¡¡Olé!!! ¿¿Qué?? Años: ñÑ, São Paulo, AÇÕES, ação, ÀÈÌÒÙ, àèìòù, ÁÉÍÓÚÑ",
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
        "ÆØÅÆ æøåæ ÅÄÖÅ åäöå ·········· °°°° ±±±± »»»» «««« ££££ ½¼¾½ ¹²³¹ ¦¦¦¦ ÞÆÐÖ",
        "Þetta er íslenska: þjóðfélagið, æðardúnn, öxi. Ærø, ÆØÅ, blåbærsyltetøj",
    ],
)
def test_clean_text_of_western_languages_is_left_alone(text: str) -> None:
    result = clean(text)
    assert (result.text, result.repairs) == (text, ())


def test_bytes_that_could_not_be_decoded_are_flagged() -> None:
    result = clean("众创空间\ufffd\ufffd 和孵化器\ufffd")
    assert result.text == "众创空间\ufffd\ufffd 和孵化器\ufffd"
    assert [(r.kind, r.start, r.before, r.after) for r in result.repairs] == [
        ("unrepaired", 4, "\ufffd\ufffd", "\ufffd\ufffd"),
        ("unrepaired", 11, "\ufffd", "\ufffd"),
    ]


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
@pytest.mark.parametrize(
    "text",
    [
        "山东省发展和改革委员会表示将给予支持。",
        "一些企业和改制单位参加了这次会议，2018年还有一些。",
        "国家发展和改革委 2018 一些",
    ],
)
def test_gb2312_wins_where_pairs_of_its_signs_happen_to_be_utf8(text: str, wrong: str) -> None:
    assert clean(text.encode("gb2312").decode(wrong)).text == text


@pytest.mark.parametrize("code", [0x378, 0x38B, 0x3A2])
def test_signs_that_make_an_unassigned_character_are_left(code: int) -> None:
    broken = chr(code).encode().decode("latin-1")
    assert chr(code) not in clean(f"x {broken}{broken} y").text


def test_chinese_read_from_utf8_as_latin1_is_never_taken_for_gb2312() -> None:
    text = "发展和改革委员会，中国一些企业。"
    assert clean(text.encode().decode("latin-1")).text == text


def test_a_day_in_a_line_of_its_own_is_repaired_with_the_text_around_it() -> None:
    wrong = "关于发布创新创业人才计划的通知\n2017年8月21日\n为推动发展，每年安排资金2亿元。"
    garbled = wrong.encode("gb2312").decode("latin-1")
    assert clean(garbled).text == wrong


def test_a_garbled_line_in_a_western_text_leaves_its_other_lines() -> None:
    garbled = "关于发布计划的通知".encode("gb2312").decode("latin-1")
    western = "ÄÖ ÜÄ ÉÈ ÇÀ ÖÜ ÄÉ ÖÄ ÜÖ ÈÉ ÀÇ ÜÖ ÄÖ ÜÄ"
    assert clean(f"{garbled}\n{western}").text == f"关于发布计划的通知\n{western}"
