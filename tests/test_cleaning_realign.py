"""Bytes off by one, through the door, against a converter that makes the damage."""

from __future__ import annotations

import random
import re

from index_fixtures import SEEDS
from opencc import OpenCC
from pypinyin import Style, pinyin

from search.cleaning import clean, undo

SEED = next(SEEDS.glob("003*.txt"))
PAIRS = "創(chuàng)業(yè)動(dòng)來(lái)國(guó)\n"
SUBJECTS = [
    "当地科技局",
    "各级政府",
    "创业导师团队",
    "农业合作社",
    "图书馆管理员",
    "铁路车站",
    "医院专家",
    "学校师生",
]
VERBS = ["统筹", "组织实施", "积极开展", "认真总结", "专门研究", "继续扩大", "联合举办", "严格检查"]
OBJECTS = [
    "专项资金",
    "创新创业大赛",
    "技术转让",
    "国际贸易",
    "铁路运输线路",
    "环境保护项目",
    "电视节目",
    "灾后重建",
]
TO_SIMPLIFIED = OpenCC("t2s")
LOWEST_PRECISION, LOWEST_RECALL = 0.99, 0.85


def reading(pair: bytes) -> str:
    """The reading that the converter prints behind a traditional character, or nothing."""
    char = pair.decode("gbk", "ignore")
    if len(char) != 1 or TO_SIMPLIFIED.convert(char) == char or not "一" <= char <= "鿿":
        return ""
    return f"({pinyin(char, style=Style.TONE)[0][0]})"


def damage(text: str, known: dict[bytes, str]) -> str:
    """Insert readings behind every two bytes that look like a character, then decode."""
    data = text.encode("gbk")
    out = bytearray()
    for index, byte in enumerate(data):
        out.append(byte)
        pair = bytes(data[max(0, index - 1) : index + 1])
        if len(pair) == 2 and pair[0] > 0x80:
            out += known.setdefault(pair, reading(pair)).encode("gbk")
    return decoded(bytes(out))


def decoded(data: bytes) -> str:
    """Decode as the site did: a broken pair is one question mark and takes both bytes."""
    shown, position = "", 0
    while position < len(data):
        size = 1 if data[position] < 0x80 else 2
        piece = data[position : position + size]
        try:
            shown += piece.decode("gbk")
        except UnicodeDecodeError:
            shown += "?"
        position += size
    return shown


def test_a_stretch_that_is_off_by_one_is_read_in_step_again() -> None:
    result = clean(PAIRS + "統(tǒng)籌當(dāng)?shù)乜萍紝m?xiàng)資金,與自治區(qū)形成合力")
    assert result.text.endswith("統籌當地科技專項資金,與自治區形成合力")
    assert [r.kind for r in result.repairs].count("alignment") == 1


def test_a_character_with_a_lost_byte_is_left_and_flagged() -> None:
    result = clean(PAIRS + "罪名還沒(méi)審?fù)?樸槿惠又要")
    assert result.text.endswith("審?fù)?樸槿惠又要")
    flag = result.repairs[-1]
    assert (flag.kind, flag.before, flag.after) == ("unrepaired", "審?fù)?", "審?fù)?")


def test_synthetic_damage_is_repaired_rightly_or_left() -> None:
    rng = random.Random(7)
    to_traditional = OpenCC("s2t")
    known: dict[bytes, str] = {}
    hit = wrong = total = 0
    for _ in range(250):
        words = [rng.choice(SUBJECTS), rng.choice(VERBS), rng.choice(OBJECTS)]
        sentence = to_traditional.convert("".join(words)) + ",并報導。"
        broken = damage(sentence, known)
        if not re.search(r"\?[^()?]{1,6}\)", broken):
            continue
        total += 1
        result = clean(PAIRS + broken)
        assert undo(result.text, result.repairs) == PAIRS + broken
        repaired = not any(r.kind == "unrepaired" for r in result.repairs)
        right = result.text == "創業動來國\n" + sentence
        hit += right
        wrong += repaired and not right
    assert total > 50
    assert hit / (hit + wrong) >= LOWEST_PRECISION
    assert hit / total >= LOWEST_RECALL


def test_question_marks_of_clean_prose_in_a_damaged_document_stay() -> None:
    prose = SEED.read_text(encoding="utf-8")
    plain = re.sub(r"\([^()]*\)", "", prose.split("引導(dǎo)地(州、市)")[0]) + "真的嗎?是的(笑?)。"
    assert clean(PAIRS + plain.replace("\xa0", " ")).text.endswith(plain.replace("\xa0", " "))
