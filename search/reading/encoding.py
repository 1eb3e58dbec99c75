"""Bytes to text: which encoding a file is written in, also where it holds only a few words.

A byte order mark decides; then strict UTF-8; then the candidates that Chinese and western
documents come in are decoded and compared by how probable their characters are. All
candidates explain the same bytes, so the sums of their logarithms compare directly.
Touches only `data/characters.tsv` and `data/letters.tsv`.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from importlib.resources import files

from msgspec import Struct

CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "cp1252", "utf-8")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# Labels that are read as their superset, because that is what writers mean by them
# (https://encoding.spec.whatwg.org/#names-and-labels, with HKSCS under big5).
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
    "utf-8-sig": "utf-8",
}
_SEVEN_BIT = {"hz", "iso2022_jp", "iso2022_kr"}

_SAMPLE = 4096  # bytes that the candidates are compared on, from where ASCII ends …
_CONTEXT = 64  # … and so many before it: ASCII speaks against UTF-16
_JOINED = ("utf-8", "gb18030", "big5hkscs")  # what parts of one file come in
_CHINESE_UTF8 = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){3}")
_SURE = 20.0  # how much likelier a line must be in another encoding than its file's
_PRIOR = 2.0  # what a stated encoding is worth, per character beyond ASCII
_RARE_PRIOR = 10.0  # and one that we would not guess: such a label is no default of some tool
_SEAM = 4.0  # what a letter beside a Chinese character costs: wrong readings are full of them
_BROKEN = -30.0
_CONTROL = -20.0
_PRIVATE = -18.0
_UNLISTED_EAST = -18.0
_UNLISTED = -15.0

_SHIFT_JIS = "cp932"
_KANA = re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]")  # in Shift JIS; rare in all others
_KANA_EUC = re.compile("[ぁ-ゖァ-ヺ]")
_KANA_SHARE = 8  # one of so many bytes beyond ASCII begins one, in Japanese
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_NOT_TEXT = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\ue000-\uf8ff]")
_LOST = 0.3  # share of characters, beyond which what is left says nothing


class Decoded(Struct, frozen=True):
    """Text and the encoding it came in (a Python codec name, or two with `+` where lines are in
    different ones). Undecodable bytes are U+FFFD.
    """

    text: str
    encoding: str


def decode(data: bytes, stated: str = "") -> Decoded:
    """Decode `data`; `stated` is what a header or meta element claims, and may be wrong."""
    encoding, skip = detect(data, stated)
    if not skip and encoding in _JOINED and _may_be_joined(data, encoding):
        return _by_lines(data, encoding)
    text = data[skip:].decode(encoding, "replace")
    return Decoded(text, encoding)


def _may_be_joined(data: bytes, encoding: str) -> bool:
    """Whether UTF-8 is broken somewhere, or something else has a run that looks like it."""
    return not _is_utf8(data) if encoding == "utf-8" else _CHINESE_UTF8.search(data) is not None


def _by_lines(data: bytes, encoding: str) -> Decoded:
    """A file that was joined from parts in two encodings: each line in its own, where it is sure,
    and the names of both.
    """
    lines, used = [], {encoding: None}
    for line in data.splitlines(keepends=True):
        own = encoding if line.isascii() else _of_line(line, encoding)
        used[own] = None
        lines.append(line.decode(own, "replace"))
    return Decoded("".join(lines), "+".join(used))


def _of_line(line: bytes, encoding: str) -> str:
    """Another encoding that reads this line without a fault and far better, else the file's.

    What is UTF-8 is nothing else; in a file of another encoding only that is sure.
    """
    others: tuple[str, ...] = ()
    if encoding != "utf-8":
        others = ("utf-8",) if _CHINESE_UTF8.search(line) else ()
    elif not _is_utf8(line):
        others = tuple(other for other in _JOINED if other != encoding)
    best, most = encoding, 0.0
    for other in others:
        try:
            line.decode(other)
        except UnicodeDecodeError:
            continue
        most = most or _score(line[:_SAMPLE], encoding, whole=True, stated=False) + _SURE
        score = _score(line[:_SAMPLE], other, whole=True, stated=False)
        if score > most:
            best, most = other, score
    return best


def detect(data: bytes, stated: str = "") -> tuple[str, int]:
    """Name the encoding of `data` and the length of its byte order mark (0 without one)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    label = _codec(stated)
    beyond = _BEYOND_ASCII.search(data)
    if b"\0" not in data:
        if not beyond:
            return (label if label in _SEVEN_BIT else "utf-8"), 0
        if _is_utf8(data):
            return "utf-8", 0
    start = 0
    if beyond and b"\0" not in data[:_SAMPLE]:
        start = max(0, beyond.start() - _CONTEXT) & ~1
    sample = data[start : start + _SAMPLE]
    whole = start + _SAMPLE >= len(data)
    more = label or _japanese(sample)
    if more == _SHIFT_JIS:  # as good as stated; of EUC-JP primers of Japanese have the kana too
        label = more
    candidates = CANDIDATES + ((more,) if more and more not in CANDIDATES else ())
    return max(candidates, key=lambda name: _score(sample, name, whole, name == label)), 0


def _japanese(sample: bytes) -> str:
    """Shift JIS or EUC-JP where so much reads as kana in it that a label may be lacking, else
    nothing. EUC-JP has kana where GB 2312 has them, but other characters.
    """
    beyond = len(_BEYOND_ASCII.findall(sample))
    if len(_KANA.findall(sample)) * _KANA_SHARE > beyond:
        return _SHIFT_JIS
    kana = len(_KANA_EUC.findall(sample.decode("gb18030", "ignore")))
    return "euc_jp" if kana * _KANA_SHARE > beyond else ""


def looks_binary(text: str) -> bool:
    """Whether decoded `text` is full of what no text has: controls, private use, broken bytes.

    A text may have lost many characters before it was saved; binary data has controls as well.
    """
    sample = text[:8192]
    strange = len(_NOT_TEXT.findall(sample))
    if strange > 2 + 0.05 * len(sample) or sample.count("\0") > 2 + 0.2 * len(sample):
        return True
    return sample.count("\ufffd") > 2 + _LOST * len(sample)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codec(label: str) -> str:
    """Return the codec that a label means, or nothing where it names no text encoding."""
    try:
        info = codecs.lookup(label.strip().strip("'\"")) if label else None
        if info is None or not isinstance("".encode(info.name), bytes):
            return ""
        b"".decode(info.name)
    except (LookupError, ValueError):
        return ""
    return _SUPERSETS.get(info.name, info.name)


@cache
def _seams() -> re.Pattern[str]:
    """Where Latin letters meet Chinese ones: compiled late, since UTF-8 is known without it."""
    return re.compile(r"(?<=[A-Za-z])[\u3041-\u9fff]|(?<=[\u3041-\u9fff])[A-Za-z]")


def _score(sample: bytes, encoding: str, whole: bool, stated: bool) -> float:
    """Log-probability of the characters that `encoding` makes of `sample`.

    A sample that is cut short may end in half a character, which is left out.
    """
    try:
        text = codecs.getincrementaldecoder(encoding)("replace").decode(sample, final=whole)
    except (LookupError, UnicodeError):
        return float("-inf")
    weights = _weights()
    total = sum(weights[character] for character in text)
    total -= _SEAM * len(_seams().findall(text))
    prior = _PRIOR if encoding in CANDIDATES else _RARE_PRIOR
    return total + (prior * sum(c > "\x7f" for c in text) if stated else 0.0)


class _Weights(dict[str, float]):
    """Logarithms of character frequencies; what is not listed is weighed by its kind."""

    def __missing__(self, character: str) -> float:
        weight = _unlisted(ord(character))
        self[character] = weight
        return weight


def _unlisted(code: int) -> float:
    if code == 0xFFFD:
        return _BROKEN
    if code < 0x20 or 0x7F <= code < 0xA0:
        return _CONTROL
    if 0xE000 <= code < 0xF900 or code >= 0xF0000 or 0xFFF0 <= code <= 0xFFFF:
        return _PRIVATE
    return _UNLISTED_EAST if code >= 0x2E80 else _UNLISTED


@cache
def _weights() -> _Weights:
    weights = _Weights()
    folder = files("search") / "data"
    for name in ("characters.tsv", "letters.tsv"):
        for line in (folder / name).read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                weight, _, characters = line.partition("\t")
                for character in _unescape(characters):
                    weights.setdefault(character, float(weight))
    weights["\r"] = weights["\n"]
    return weights


def _unescape(characters: str) -> str:
    for sign, meaning in (("\\s", " "), ("\\n", "\n"), ("\\t", "\t"), ("\\\\", "\\")):
        characters = characters.replace(sign, meaning)
    return characters
