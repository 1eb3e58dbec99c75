"""Language and script: decided by letters, guessed only where letters are shared."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import SEEDS
from opencc import OpenCC

from search.analysis.data import content
from search.cleaning import clean
from search.describing import body
from search.describing.compile import text
from search.describing.language import OWN, language_and_script

FRENCH = (
    "Le gouvernement a annoncé une nouvelle mesure pour les jeunes entreprises. Elle sera "
    "appliquée dans toutes les régions du pays dès la fin de cette année, selon le ministre."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新疆", ("zh", "Hans")),
        ("众创空间", ("zh", "Hans")),
        ("眾創空間", ("zh", "Hant")),
        ("科技部發布公告", ("zh", "Hant")),
        ("皇后大道中有里程碑，與台灣無關", ("zh", "Hant")),
        ("3W咖啡", ("zh", "Hans")),
        ("maker space", ("en", "Latn")),
        ("On 21 Jul. the meeting was held in the zone and its halls.", ("en", "Latn")),
        ("これは日本語の文章です", ("ja", "Jpan")),
        ("東京都庁はこちら", ("ja", "Jpan")),
        ("한국어 문장입니다", ("ko", "Kore")),
        (FRENCH, ("fr", "Latn")),
        ("Правительство сообщило о новых мерах поддержки малого бизнеса", ("ru", "Cyrl")),
        ("Ελληνική γλώσσα", ("el", "Grek")),
        ("中文里的の字很少见，这里只有一个，所以还是中文文章", ("zh", "Hans")),
        ("The park 园区 was opened by the mayor", ("en", "Latn")),
        ("", ("", "")),
        ("123 456 / 789", ("", "")),
        ("\ud800\x00", ("", "")),
    ],
)
def test_a_text_has_the_language_of_its_letters(text: str, expected: tuple[str, str]) -> None:
    assert language_and_script(text) == expected


@pytest.mark.parametrize("text", ["a" * 5_000, "xxxx xxxx", "qwrtp" * 20, "A"])
def test_letters_that_make_no_words_are_of_no_language(text: str) -> None:
    assert language_and_script(text) == ("", "Latn")
    assert language_and_script(text, "fr") == ("fr", "Latn")


@pytest.mark.parametrize(
    ("headline", "text", "language"),
    [
        ("关于常德的会", "see you there", "zh"),
        ("关于召开会议的通知", "关于召开会议的通知\nHi all, please see the attached.", "zh"),
        ("会议通知", "会议通知 wang.xiaoming@most.gov.cn, li.daming@most.gov.cn", "zh"),
        ("关于常德的会", "The meeting about the maker spaces of our city was held. " * 4, "en"),
        ("See you there", "关于常德的会", "zh"),
    ],
)
def test_a_chinese_headline_outweighs_a_line_in_english(
    headline: str, text: str, language: str
) -> None:
    assert language_and_script(text, headline=headline)[0] == language


@pytest.mark.parametrize(
    ("hint", "script"),
    [
        ("zh-TW", "Hant"),
        ("zh-HK", "Hant"),
        ("zh-Hant", "Hant"),
        ("zh_TW", "Hant"),
        ("zh-Hant-HK", "Hant"),
        ("zh-CN", "Hans"),
        ("zh-Hans", "Hans"),
        ("zh", "Hans"),
        ("", "Hans"),
        ("en", "Hans"),
    ],
)
def test_the_hint_decides_where_both_scripts_write_the_same(hint: str, script: str) -> None:
    assert language_and_script("三十公里", hint) == ("zh", script)


def test_the_hint_never_overrules_the_letters() -> None:
    assert language_and_script("眾創空間與創業", "zh-CN") == ("zh", "Hant")
    assert language_and_script("The meeting was held in the zone", "zh-CN") == ("en", "Latn")
    assert language_and_script(FRENCH, "en") == ("fr", "Latn")


def test_the_hint_names_the_language_of_a_short_text_in_latin_letters() -> None:
    assert language_and_script("Bonjour", "fr-FR") == ("fr", "Latn")
    assert language_and_script("12", "de") == ("de", "")


@pytest.mark.parametrize("number", ["000", "001", "002", "004"])
def test_the_english_seeds_are_english(number: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*")
    cleaned = clean(path.read_text(encoding="utf-8"))
    assert language_and_script(body(cleaned)) == ("en", "Latn")


def test_the_chinese_seed_is_traditional() -> None:
    (path,) = SEEDS.glob("003_*")
    cleaned = clean(path.read_text(encoding="utf-8"))
    assert language_and_script(body(cleaned)) == ("zh", "Hant")


def test_plain_english_and_chinese_never_load_the_detector() -> None:
    code = (
        "import sys\n"
        "from search.describing.language import language_and_script as f\n"
        "f('The meeting was held in the zone and it was attended by many people. ' * 20)\n"
        "f('会议在园区举行，很多人参加了会议。' * 20)\n"
        "assert 'langdetect' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_compiled_characters_of_each_script_are_those_of_opencc() -> None:
    """Otherwise run: python -m search.describing.compile."""
    assert content(OWN) == text()


def test_the_script_of_converted_text_is_the_one_it_was_converted_to() -> None:
    text = "园区为创业团队设立众创空间，并给予资金和导师的支持"
    assert language_and_script(text) == ("zh", "Hans")
    assert language_and_script(OpenCC("s2t").convert(text)) == ("zh", "Hant")


@given(st.text(), st.text(max_size=12))
@settings(max_examples=100, deadline=None)
def test_no_text_and_no_hint_raises(text: str, hint: str) -> None:
    language, script = language_and_script(text, hint)
    assert len(language) in (0, 2)
    assert len(script) in (0, 4)
    assert language_and_script(text, hint) == (language, script)


def test_code_beside_chinese_is_english_without_asking_the_detector() -> None:
    code = "def push(self, val: int):\n    self.stk.append(val)\n" * 3
    text = f"# 双向队列的实现与常用操作\n{code}# 入队与出队，时间复杂度\n" * 8
    assert language_and_script(text) == ("en", "Latn")
    assert language_and_script(FRENCH + "汉字词典序列列表课程" * 2)[0] == "fr"


def test_code_and_addresses_say_nothing_about_the_language() -> None:
    page = (
        "# 二叉树\n\n二叉树是一种非线性数据结构。\n\n![节点](../assets/tree_definition.png)\n\n"
        "见 <https://example.org/a/very/long/address/of/a/page> 与 `TreeNode`。\n\n"
        "```python\n"
        + "class TreeNode:\n    def insert(self, value): return value\n" * 20
        + "```\n"
    )
    assert language_and_script(page) == ("zh", "Hans")
    assert language_and_script("```\nprint(hello world)\n```\n") == ("en", "Latn")


def test_a_headline_list_in_plain_letters_with_its_article_never_asks_the_detector() -> None:
    lines = (
        "Zone opens the maker space. Council backs the bridge. Firms sign deals worth millions. "
    )
    code = (
        "import sys\n"
        "from search.describing.language import language_and_script as f\n"
        f"print(f({lines * 3!r}), 'langdetect' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[0] == "('en', 'Latn') False"


def test_a_long_text_is_judged_by_all_of_it() -> None:
    front = "An abstract in English stands in front of the Chinese text. " * 20
    assert language_and_script(front + "众创空间为创业者提供场地和服务。" * 900) == ("zh", "Hans")


@settings(deadline=None, max_examples=50)
@given(st.text("abcXYZ 019,.-\n", min_size=1, max_size=40), st.integers(1, 3))
def test_letters_count_alike_whether_ascii_has_them_or_not(text: str, times: int) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in text)
    for beside in ("", "данные", "新疆" * times, "的" * len(text)):
        assert language_and_script(text + beside)[1] == language_and_script(wide + beside)[1]


def test_a_program_is_in_the_language_of_the_prose_around_it() -> None:
    program = (
        "$(document).ready(function(){ $('#li').hover(function(){ $(this).hide(); }); });\n" * 3
    )
    french = (
        "Le développement économique de la région passe par la création de nouvelles entreprises, "
        "et les jeunes (de 18 à 30 ans) en sont les premiers acteurs, dit une étude de lundi.\n"
    )
    assert language_and_script(program) == ("en", "Latn")
    assert language_and_script(french + program) == ("fr", "Latn")
