"""Queries that nobody should type: drawn from a grammar, from a corpus of deaths, and broken.

The grammar knows what the query language knows (fields, quotes, operators, wildcards, fuzzy
words, both scripts), so that most of what it draws gets past the first line of the parser;
the rest of it is cut, doubled and sprinkled with characters that have broken programs.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

_HAN: Final = (
    "新疆创客眾創空間孵化器科技部浙江省杭州高新区的在一不人民政府專項資金囯戯緖硏嶽乾干后後"
)
# fmt: off
_LATIN: Final = (
    "maker", "space", "hackerspace", "innovation", "of", "the", "Xinjiang", "Urumqi", "MOST",
    "UN", "colour", "a", "I",
)
_FIELDS: Final = (
    "title", "region", "org", "orgtype", "publisher", "lang", "date", "event", "amount", "标题",
    "地区", "機構", "日期", "语言", "path", "body",
)
_VALUES: Final = (
    "2016", "2016-08", "2016..2017", "..2016", "2016..", "9999-99-99", "none", "新疆",
    "Xinjiang", "650000", "zh", "en", "科技部", ">1e9", "<5", "1e6..5e6", "8500万元", ">1e999",
    "-1", "NaN", "inf", "university", "[a TO]", "{a TO b}",
)
_NASTY: Final = (
    "\0", "\ud800", "\udfff", "\u202e", "\u2066", "\ufeff", "\u200b", "\u0301", "\x1b[31m", "\r",
    "\n", "\t", "\u2028", "🈳", "👩\u200d👧", "＊", "？", "（", "）", "：", "～", "㍿", "﷽", "ß",
    "İ", "ı", "ﬁ", "½", "²", "⑩", "٣", "क्षि", "\U000e0001",
)
_BREAKS: Final = "\"“”「」()（）|*?~^\\/[]{}<>:：-－+&!;='`%"

QUERIES_OF_DEATH: Final = (
    "*", "?*?*", "[a TO]", "a* OR *b", "**", "*?" * 100, "?" * 200, "* OR *" * 30, "*a*b*c*d*",
    "(" * 900 + "a" + ")" * 900, "((((((((a", "NOT " * 2000 + "a", "-" * 500, "- - -a", "--a",
    "a OR " * 500 + "a", "OR OR OR", "AND", "NOT", "a AND NOT", '"', '"' * 501, '""', '"a', '"的"',
    "a" * 1_000_000, "的" * 100_000, "新" * 256, " ".join("abcdefghijklmnopqrstuvwxyz" * 40),
    " ".join(["创新"] * 500), '"a b c d e f g h i j k l m n o p q r s t u v w x y z"~99999',
    "a~99", "~", "a~~", "的~2", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa~2", "region:", "region:region:",
    "title:title:title:a", "title:(a OR (b -c", "date:2016..", "date:..", "date:0000", "date:-1",
    "amount:>", "amount:>1e309", "amount:1..", "amount:>=<5", "org:*", "region:*", "lang:*",
    "\0", "\ud800", "\u202e" * 50, "\u0301" * 300, "a\u0301" * 120, "%00", "../../etc/passwd",
    "<script>alert(1)</script>", "' OR 1=1 --", "=cmd|' /C calc'!A0", "{{7*7}}", "${7*7}", "%s%n",
    "a:b:c:d", "http://a.b/c?d=e&f", "C++ C# .NET 3.14 1,000 50% $5 a@b.c #x", "１２３ ＡＢＣ",
    "的 的 的 的 的 的 的 的", "the of and to in", "不", "a -a", "-a -b", "(a) -(a)",
    "中" + "*" * 50,
    "*的*", "?的?", "的* 新* 人* 一* 不*", "s* t* a* e* i* o* c* d* p* m*", "a*~2", '"a*"', '"?"',
)
# fmt: on


def queries(seed: int, count: int) -> Iterator[str]:
    """Yield the corpus of deaths first, then drawn queries: `count` in all."""
    random = Random(seed)
    for number in range(count):
        if number < len(QUERIES_OF_DEATH):
            yield QUERIES_OF_DEATH[number]
        else:
            query = _clause(random, 0)
            yield _broken(random, query) if random.random() < 0.3 else query


def _clause(random: Random, depth: int) -> str:
    """Several parts side by side or joined by operators."""
    parts = [_part(random, depth) for _ in range(random.choice((1, 1, 2, 2, 3, 4, 8)))]
    joined = parts[0]
    for part in parts[1:]:
        joined += random.choice((" ", " ", " ", " OR ", " AND ", " | ", "")) + part
    return joined


def _part(random: Random, depth: int) -> str:
    kind = random.random()
    if kind < 0.15 and depth < 12:
        return "(" + _clause(random, depth + 1) + ")"
    if kind < 0.25:
        return random.choice(("-", "NOT ", "－")) + _part(random, depth + 1)
    if kind < 0.4:
        field = random.choice(_FIELDS) + random.choice(":：")
        return field + random.choice((random.choice(_VALUES), _word(random), ""))
    if kind < 0.55:
        words = " ".join(_word(random) for _ in range(random.randint(0, 6)))
        slop = random.choice(("", "", "~", "~3", "~99"))
        return random.choice('"“「') + words + random.choice('"”」') + slop
    return _word(random)


def _word(random: Random) -> str:
    kind = random.random()
    if kind < 0.5:
        word = "".join(random.choices(_HAN, k=random.choice((1, 2, 2, 3, 4, 7, 20))))
    elif kind < 0.9:
        word = random.choice(_LATIN)
    else:
        word = "".join(chr(random.randrange(0x20, 0x2FA20)) for _ in range(random.randint(1, 5)))
    mark = random.random()
    if mark < 0.1:
        at = random.randint(0, len(word))
        return word[:at] + random.choice("*?") + word[at:]
    return word + random.choice(("~", "~2", "~9")) if mark < 0.15 else word


def _broken(random: Random, query: str) -> str:
    """Cut, double or sprinkle a query."""
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, len(query))
        how = random.random()
        if how < 0.25:
            query = query[:at]
        elif how < 0.35:
            query = (query * random.randint(2, 50))[:5000]
        else:
            query = query[:at] + random.choice((*_BREAKS, *_NASTY)) + query[at:]
    return query
