"""How the dictionaries are compiled: read, aligned, weighed and written."""

from __future__ import annotations

import gzip
from hashlib import sha256
from pathlib import Path

from search.analysis.data import DATA
from search.expansion.aligning import blended, likelihoods
from search.expansion.compile import (
    beside,
    compile_tables,
    to_chinese,
    to_english,
    write,
    written,
)
from search.expansion.sources import Meaning, dictionary, is_name, pairs, sentences
from search.expansion.table import table

TABLES = ("dictionary-chinese.tsv", "dictionary-english.tsv")
LOOKUP = DATA / "lookup"


def digests(folder: Path) -> list[str]:
    """How the licence file gives both tables of a folder."""
    return [sha256((folder / name).read_bytes()).hexdigest() for name in TABLES]


def test_what_stands_together_is_likelier_than_what_meets_by_chance() -> None:
    texts = [
        (("red", "house"), ("红", "房子")),
        (("red", "car"), ("红", "车")),
        (("house",), ("房子",)),
    ]
    found = likelihoods(texts)
    assert found["red"]["红"] > 0.8
    assert found["car"]["车"] > found["car"]["红"]
    assert found["house"]["房子"] > 0.8


def test_a_kind_of_text_has_the_same_say_however_much_of_it_there_is() -> None:
    news = [(("party",), ("政党",))] * 40
    laws = [(("party",), ("当事人",))] * 400
    rare = [(("party",), ("聚会",)), (("statute",), ("法规",))]
    found = blended([(1.0, texts, likelihoods(texts)) for texts in (news, laws, rare)])
    assert found["party"]["政党"] == found["party"]["当事人"] > 10 * found["party"]["聚会"]
    assert found["statute"] == {"法规": 1.0}


def test_a_stem_is_written_as_it_mostly_is() -> None:
    texts = ["Regulations and a regulation", "regulations of the state", "regulations"]
    assert written([*texts, "state", "state", "of", "of", "of"]) == {
        "regul": "regulations",
        "state": "state",
    }


def test_a_dictionary_gives_its_glosses_names_and_what_an_abbreviation_stands_for(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cedict.txt"
    path.write_text(
        "# comment\n"
        "中關村 中关村 [Zhong1 guan1 cun1] /Zhongguancun neighborhood of Beijing/\n"
        "世界衛生組織 世界卫生组织 [Shi4 jie4] /World Health Organization (WHO)/\n"
        "世衛 世卫 [Shi4 wei4] /the WHO/abbr. for 世界衛生組織|世界卫生组织/\n",
        "utf-8",
    )
    found = {(m.chinese, m.english) for m in dictionary(path, "c")}
    assert ("中关村", "Zhongguancun") in found
    assert ("世卫", "World Health Organization") in found
    assert ("世界卫生组织", "WHO") in found


def test_tables_and_sentences_are_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("對策\t\tcountermeasure/policy (of a state)\nnot Chinese\tx\n", "utf-8")
    assert [(m.chinese, m.english) for m in pairs(path, "d", 1.0)] == [
        ("对策", "countermeasure"),
        ("对策", "policy"),
    ]
    path.write_text("He won't go.\t他不會去。\tCC-BY\nno other side\n", "utf-8")
    assert list(sentences(path)) == [("He will not go.", "他不会去。")]


def test_candidates_weigh_by_dictionaries_and_texts_together(tmp_path: Path) -> None:
    meanings = [
        Meaning("国家", "state", 1.0, "c"),
        Meaning("说道", "state", 1.0, "c"),
        Meaning("国家", "state", 0.8, "w"),
        Meaning("1/2", "state", 1.0, "c"),
    ]
    likely = {"state": {"国家": 0.5, "说道": 0.05, "州政府": 0.3, "偶然": 0.2}}
    back = {"州政府": {"state": 0.4}, "偶然": {"chance": 1.0}}
    found = dict(to_chinese(meanings, likely, back, {}))["state"]
    assert found["国家"][0] > found["说道"][0]
    assert found["州政府"][1] == "t"
    assert "偶然" not in found, "what means another thing met the word by chance"
    assert dict(to_english(meanings, {}, {}, {}))["国家"]["state"][1] == "c"
    path = tmp_path / "table.tsv"
    write(to_chinese(meanings, likely, back, {}), path)
    line = path.read_text("utf-8")
    assert line.startswith("state\t国家c")
    assert "1/2" not in line


def test_an_english_entry_of_several_words_says_nothing_about_one_of_them() -> None:
    glosses = [
        Meaning("当天", "that day", 1.0, "c"),
        Meaning("西方歌剧", "Western opera", 1.0, "c"),
    ]
    entries = [
        Meaning("当天", "that day", 1.0, "k"),
        Meaning("西方歌剧", "Western opera", 1.0, "k"),
    ]
    assert {"day", "opera"} <= dict(to_chinese(glosses, {}, {}, {})).keys()
    assert dict(to_chinese(entries, {}, {}, {})).keys() == {"western opera"}


def test_texts_know_words_that_no_dictionary_has() -> None:
    likely, back = {"segment": {"分割": 0.6}}, {"分割": {"segment": 0.5}}
    heard = {"segment": "segments"}
    assert dict(to_chinese([], likely, back, heard))["segment"]["分割"][1] == "t"
    rendered = {("分割", "segment"): "segments"}
    assert dict(to_english([], back, likely, rendered))["分割"]["segments"][1] == "t"


def test_a_stem_that_texts_know_for_a_word_is_written_as_it_is_beside_that_word() -> None:
    likely = {"响应": {"respons": 0.5}}
    texts = [("responsible persons", "负责")] * 3 + [("a response", "响应")]
    assert beside(texts, likely, {"respons": "responsible"}) == {("响应", "respons"): "response"}
    assert beside([], likely, {"respons": "responsible"}) == {("响应", "respons"): "responsible"}


def test_a_name_is_not_rendered_by_the_kind_of_thing_that_its_last_characters_say() -> None:
    meanings = [
        Meaning("乾县", "Qian County", 1.0, "c"),
        Meaning("乾县", "County", 0.7, "p"),
        Meaning("县", "county", 1.0, "c"),
    ]
    assert dict(to_english(meanings, {}, {}, {}))["乾县"].keys() == {"^Qian County"}


def entries(tmp_path: Path, *lines: str) -> dict[str, dict[str, float]]:
    """What a dictionary of these lines says: English renderings by Chinese word."""
    path = tmp_path / "cedict.txt"
    path.write_text("\n".join(lines), "utf-8")
    found: dict[str, dict[str, float]] = {}
    for meaning in dictionary(path, "c"):
        found.setdefault(meaning.chinese, {})[meaning.english] = meaning.weight
    return found


def test_a_remark_renders_a_word_only_where_it_is_its_acronym_or_says_few_things(
    tmp_path: Path,
) -> None:
    kind = (f"词{n} 词{n} [ci2] /thing of kind {n} (Buddhism)/" for n in "甲乙丙")
    found = entries(
        tmp_path,
        *kind,
        "國內生產總值 国内生产总值 [guo2] /gross domestic product (GDP)/",
        "秋燥 秋燥 [qiu1 zao4] /autumn dryness disease (TCM)/",
        "胡楊 胡杨 [hu2 yang2] /desert poplar (Populus euphratica)/",
        "公安 公安 [gong1 an1] /(Ministry of) Public Security/",
    )
    assert "Buddhism" not in found["词甲"]
    assert "GDP" in found["国内生产总值"]
    assert found["秋燥"].keys() == {"autumn dryness disease"}
    assert "Populus euphratica" in found["胡杨"]
    assert found["公安"].keys() == {"Public Security"}


def test_an_index_entry_is_left_out_where_the_term_is_listed_in_the_order_of_speech(
    tmp_path: Path,
) -> None:
    found = entries(
        tmp_path,
        "減貧 减贫 [jian3 pin2] /poverty reduction; reduction, poverty/",
        "千 千 [qian1] /Plan, Thousand Talents (PRC)/Thousand Talents Plan (PRC)/",
        "愛丁堡 爱丁堡 [ai4] /Edinburgh, capital of Scotland/",
    )
    assert found["减贫"].keys() == {"poverty reduction"}
    assert found["千"].keys() == {"Thousand Talents Plan"}
    assert found["爱丁堡"].keys() == {"Edinburgh"}


def test_a_name_is_found_without_where_it_lies_and_by_family_name_alone_but_not_by_given_name(
    tmp_path: Path,
) -> None:
    found = entries(
        tmp_path,
        "洞庭湖 洞庭湖 [Dong4 ting2 Hu2] /Dongting Lake in northeast Hunan province/",
        "西安 西安 [Xi1 an1] /sub-provincial city/",
        "林旭 林旭 [Lin2 Xu4] /Lin Xu (1875-1898), reformer/",
        "休謨 休谟 [Xiu1 mo2] /David Hume (1711-1776), philosopher/",
        "三星堆 三星堆 [San1 xing1 dui1] /site of Sanxingdui, Sichuan (c. 1200 BC)/",
    )
    assert "Dongting Lake" in found["洞庭湖"]
    assert "Xi'an" in found["西安"]
    assert found["林旭"].keys() == {"Lin Xu"}
    assert "Hume" in found["休谟"]
    assert "Sichuan" not in found["三星堆"]


def test_a_lake_is_rather_called_a_lake_than_spelled(tmp_path: Path) -> None:
    found = entries(tmp_path, "洞庭湖 洞庭湖 [Dong4 ting2 Hu2] /Dongting Lake in Hunan/")["洞庭湖"]
    assert found["Dongting Lake"] > found["Dongting Hu"] > 0


def test_a_name_is_found_without_what_explains_it(tmp_path: Path) -> None:
    found = entries(
        tmp_path,
        "三峽 三峡 [San1 xia2] /Three Gorges on the Chang Jiang or Yangtze, namely: Qutang/",
        "三峽大壩 三峡大坝 [San1 xia2 Da4 ba4] /Three Gorges Dam on the Yangtze River/",
        "四人幫 四人帮 [Si4 ren2 bang1] /Gang of Four: Jiang Qing, Zhang Chunqiao/",
        "武昌起義 武昌起义 [Wu3 chang1 Qi3 yi4] /Wuchang Uprising of October 10th, 1911/",
        "滿族 满族 [Man3 zu2] /Manchu ethnic group of Liaoning province/",
        "公約 公约 [gong1 yue1] /International Covenant on Civil and Political Rights/",
        "真相 真相 [zhen1 xiang4] /Death is near at hand./",
    )
    assert found["三峡"]["Three Gorges"] > found["三峡"]["Sanxia"]
    assert "Three Gorges Dam" in found["三峡大坝"]
    assert "Gang of Four" in found["四人帮"]
    assert "Wuchang Uprising" in found["武昌起义"]
    assert "Manchu" in found["满族"]
    assert found["公约"].keys() == {"International Covenant on Civil and Political Rights"}
    assert found["真相"].keys() == {"Death is near at hand"}


def test_what_is_marked_as_an_idiom_or_begins_like_a_remark_has_its_gloss(tmp_path: Path) -> None:
    found = entries(
        tmp_path,
        "因地制宜 因地制宜 [yin1 di4] /(idiom) to use local methods; to adapt/",
        "粒子物理 粒子物理 [li4 zi3 wu4 li3] /particle physics/",
        "頭 头 [tou5] /suffix for nouns/",
    )
    assert found["因地制宜"].keys() == {"use local methods", "adapt"}
    assert found["粒子物理"].keys() == {"particle physics"}
    assert "头" not in found


def test_a_word_that_only_points_to_another_is_rendered_like_it(tmp_path: Path) -> None:
    found = entries(
        tmp_path,
        "人才 人才 [ren2 cai2] /talent/",
        "人材 人材 [ren2 cai2] /variant of 人才[ren2 cai2]/",
        "三農 三农 [san1 nong2] /see 三農問題|三农问题[san1 nong2 wen4 ti2]/",
        "三農問題 三农问题 [san1 nong2 wen4 ti2] /three rural issues/",
        "才子 才子 [cai2 zi3] /scholar/see 人才[ren2 cai2]/",
    )
    assert found["人材"].keys() == {"talent"}
    assert found["三农"].keys() == {"three rural issues"}
    assert found["才子"].keys() == {"scholar"}


def test_a_name_of_an_office_may_be_longer_than_other_glosses() -> None:
    assert is_name("Standing Committee of the National People's Congress")
    assert not is_name("head of a Chinese government department")


def test_what_is_said_in_old_texts_weighs_less(tmp_path: Path) -> None:
    found = entries(
        tmp_path, "年 年 [nian2] /year/", "禾 禾 [he2] /grain (old)/", "穀 谷 [gu3] /grain/"
    )
    assert found["禾"]["grain"] < found["谷"]["grain"]
    found = entries(tmp_path, "年 年 [nian2] /year/", "秊 年 [nian2] /grain/variant of 年[nian2]/")
    assert found["年"]["grain"] < found["年"]["year"]


def test_the_shipped_tables_are_those_that_a_full_compile_gave() -> None:
    told = (LOOKUP / "dictionary.LICENSE.md").read_text("utf-8")
    assert all(digest in told for digest in digests(LOOKUP))


def test_a_sample_of_the_sources_compiles_as_when_the_shipped_tables_were_made(
    tmp_path: Path,
) -> None:
    """Where this fails, a rule has changed: compile both tables anew and tell the digests."""
    for path in (Path(__file__).parent / "dictionary_sample").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    packed = gzip.compress((tmp_path / "cedict.txt").read_bytes())
    (tmp_path / "cedict.txt.gz").write_bytes(packed)
    compile_tables(tmp_path, tmp_path)
    told = (LOOKUP / "dictionary.LICENSE.md").read_text("utf-8")
    assert all(digest in told for digest in digests(tmp_path))


def test_the_shipped_tables_can_be_read_to_the_last_candidate() -> None:
    for word in ("state", "urban", "trump", "public school"):
        assert all(c.text[-1] in "cknptw" for c in table("dictionary-english").find(word))
    assert table("dictionary-chinese").find("城市")[0].text == "cityc"
