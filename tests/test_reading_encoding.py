"""Encodings: one text in any of them is read as the same text, also when it is short."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.reading.encoding import Decoded, decode, detect, looks_binary

SIMPLIFIED = (
    "清晨的集市已经热闹起来，卖菜的老人把刚摘的黄瓜摆在路边。孩子们背着书包从桥上走过，"
    "谁也没有注意到河水比昨天涨了许多。镇政府上午召开会议，决定加固两岸的堤坝，"
    "并请省里的专家来检查水库。傍晚时分雨又下了起来，广播里提醒居民不要靠近河边。"
    "第二天，志愿者和消防队员一起搬运沙袋，忙到深夜才回家休息。"
)
TRADITIONAL = (
    "清晨的市場已經熱鬧起來，賣菜的老人把剛摘的黃瓜擺在路邊。孩子們揹著書包從橋上走過，"
    "誰也沒有注意到河水比昨天漲了許多。鎮公所上午召開會議，決定加固兩岸的堤防，"
    "並請學者專家來檢查水庫。傍晚時分雨又下了起來，廣播裡提醒居民不要靠近河邊。"
    "第二天，志工和消防隊員一起搬運沙包，忙到深夜才回家休息。"
)
HONG_KONG = "佢哋琴日喺深水埗食咗個飯，啲餸好好食，唔該晒。你嘅嘢擺喺邊度呀？我哋聽日再嚟過啦。"
WESTERN = [
    "Le développement économique de la région",
    "Münchner Straße",
    "naïve café",
    "El niño comió piña en España",
    "São Paulo",
    "“Smart quotes” – and dashes",
    "it’s",
    "DÉJÀ VU",
    "Fußgängerübergänge",
    "smörgåsbord på Ångström",
    "100 €",
    "résumé",
    "GARÇON",
]


def snippets(text: str, length: int) -> list[str]:
    return [text[start : start + length] for start in range(len(text) - length)]


def right(texts: list[str], encoding: str) -> float:
    """Return the share of texts that come back as they were; unencodable ones do not count."""
    results = []
    for text in texts:
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        results.append(decode(data).text == text)
    assert len(results) > len(texts) / 2
    return sum(results) / len(results)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be", "utf-8"])
def test_eight_simplified_characters_are_enough(encoding: str) -> None:
    assert right(snippets(SIMPLIFIED, 8), encoding) >= 0.99


@pytest.mark.parametrize("encoding", ["big5hkscs", "gb18030", "utf-16-le", "utf-16-be", "utf-8"])
def test_eight_traditional_characters_are_enough(encoding: str) -> None:
    assert right(snippets(TRADITIONAL, 8), encoding) >= 0.99


def test_hong_kong_characters_are_read_from_big5() -> None:
    assert right(snippets(HONG_KONG, 8), "big5hkscs") >= 0.99


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
def test_four_characters_are_mostly_enough(encoding: str) -> None:
    text = SIMPLIFIED if encoding == "gb18030" else TRADITIONAL
    assert right(snippets(text, 4), encoding) >= 0.98


@pytest.mark.parametrize("text", ["采用WiFi技术的APP应用", "2016年e-works新闻 3W咖啡", "卡拉OK厅"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_latin_words_inside_chinese_do_not_mislead(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", WESTERN)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be", "utf-8"])
def test_western_accents_are_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030"])
@pytest.mark.parametrize("text", ["a", "中", "Mixed 中文 text\n"])
def test_a_byte_order_mark_decides_and_is_dropped(text: str, encoding: str) -> None:
    assert decode(("\ufeff" + text).encode(encoding)).text == text


def test_every_encoding_of_one_text_is_named() -> None:
    for encoding in ("gb18030", "utf-16-le", "utf-16-be", "utf-8"):
        assert decode(SIMPLIFIED.encode(encoding)).encoding == encoding
    assert decode(TRADITIONAL.encode("big5")).encoding == "big5hkscs"


def test_a_long_english_beginning_does_not_hide_the_chinese_end() -> None:
    text = "All of this is plain English. " * 1000 + SIMPLIFIED
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("broken", [1, 3])
def test_utf8_with_a_few_broken_bytes_stays_utf8(broken: int) -> None:
    data = bytearray(SIMPLIFIED.encode("utf-8"))
    for number in range(broken):
        data[30 + 90 * number] = 0xFF
    decoded = decode(bytes(data))
    assert decoded.encoding == "utf-8"
    assert "\ufffd" in decoded.text
    assert decoded.text[-40:] == SIMPLIFIED[-40:]


def test_utf8_that_is_cut_inside_a_character_stays_utf8() -> None:
    assert detect(SIMPLIFIED.encode("utf-8")[:-1])[0] == "utf-8"


def test_gb18030_with_a_broken_byte_stays_gb18030() -> None:
    data = SIMPLIFIED.encode("gb18030")
    decoded = decode(data[:40] + b"\xff" + data[40:])
    assert decoded.encoding == "gb18030"
    assert decoded.text[-40:] == SIMPLIFIED[-40:]


@pytest.mark.parametrize(
    "stated", ["big5", "gb2312", "iso-8859-1", "utf-8", "x-unknown", "hex", "", "'gbk'", "\0"]
)
def test_a_wrong_label_does_not_win_against_the_text(stated: str) -> None:
    assert decode(SIMPLIFIED.encode("gb18030"), stated).text == SIMPLIFIED
    assert decode(TRADITIONAL.encode("utf-8"), stated).text == TRADITIONAL


@pytest.mark.parametrize(
    ("text", "encoding", "stated"),
    [
        ("Привет, это проверка кодировки", "cp1251", "windows-1251"),
        ("これは文字コードの試験です。", "shift_jis", "Shift_JIS"),
        ("안녕하세요 여러분", "euc_kr", "euc-kr"),
        ("これは試験です", "iso2022_jp", "ISO-2022-JP"),
        ("汉字", "hz", "HZ-GB-2312"),
    ],
)
def test_a_right_label_opens_what_we_cannot_guess(text: str, encoding: str, stated: str) -> None:
    assert decode(text.encode(encoding), stated).text == text


def test_pictures_and_noise_look_binary_and_texts_do_not() -> None:
    noise = bytes((number * 7919 >> 3) % 256 for number in range(4000))
    assert looks_binary(decode(noise).text)
    assert looks_binary(decode(bytes(range(256)) * 4).text)
    assert looks_binary(decode(bytes(5000)).text)
    for text in (SIMPLIFIED, TRADITIONAL, HONG_KONG, *WESTERN, "a\0b", "\x0c\tpage\x1b[0m"):
        assert not looks_binary(text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.text(max_size=12))
def test_any_bytes_under_any_label_become_text(data: bytes, stated: str) -> None:
    decoded = decode(data, stated)
    codecs.lookup(decoded.encoding)
    assert decoded == decode(data, stated)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=100))
def test_utf8_is_always_read_as_utf8(text: str) -> None:
    assert decode(("中" + text).encode("utf-8")).text == "中" + text


def test_a_text_that_lost_some_of_its_characters_before_is_no_binary_file() -> None:
    damaged = "青岛\ufffd间发展\ufffd况，众创空间十二家\ufffd" * 20
    decoded = decode(damaged.encode())
    assert decoded.encoding == "utf-8"
    assert not looks_binary(decoded.text)
    assert looks_binary("青岛\ufffd\ufffd\ufffd" * 20)


NOTICE = "关于开展调研的通知。各乡镇要高度重视，认真组织，按时上报。\n" * 6
ANNEX = "附件：调研提纲与联系方式，请于月底前反馈。\n"


@pytest.mark.parametrize(
    ("first", "second"), [("gb18030", "utf-8"), ("utf-8", "gb18030"), ("utf-8", "big5hkscs")]
)
def test_a_file_joined_from_two_encodings_is_read_line_by_line(first: str, second: str) -> None:
    notice, annex = NOTICE, ANNEX
    if second == "big5hkscs":
        annex = "附件：調研提綱與聯繫方式，請於月底前回覆。\n"
    found = decode(notice.encode(first) + annex.encode(second))
    assert (found.text, found.encoding) == (notice + annex, f"{first}+{second}")


def test_a_line_with_a_broken_character_is_no_line_in_another_encoding() -> None:
    broken = NOTICE.encode() + ANNEX.encode()[:-4] + b"\n"
    assert decode(broken).encoding == "utf-8"
    assert decode(broken).text.startswith(NOTICE + ANNEX[:10])


@given(st.text(alphabet="的一是在不了有和人这中大为上个国我以要他联通", max_size=200))
@settings(max_examples=100, deadline=None)
def test_one_encoding_is_never_taken_for_two(text: str) -> None:
    found = decode(f"{NOTICE}{text}\n".encode("gb18030"))
    assert found.encoding == "gb18030"


def test_japanese_in_euc_needs_no_label() -> None:
    text = "北京市の中関村には多くのインキュベーターがあり、政府は資金を提供している。\n"
    assert decode(text.encode("euc_jp")) == Decoded(text, "euc_jp")
    for chinese in ("日语入门：あいうえお かきくけこ，请跟我读", "「ありがとう」是谢谢的意思"):
        assert decode(chinese.encode("gb18030")) == Decoded(chinese, "gb18030")


def test_japanese_in_shift_jis_needs_no_label() -> None:
    text = "北京市の中関村には多くのインキュベーターがあり、政府は資金を提供している。\n"
    assert decode(text.encode("shift_jis")) == Decoded(text, "cp932")
    for chinese in ("們個傳僅價億，眾創空間的價值僅為一億元", "我们的众创空间，他们的"):
        assert decode(chinese.encode("gb18030")) == Decoded(chinese, "gb18030")
