"""What hostile folders are made of: files that break, flood or deceive those who read them.

Each specimen says what must become of it. Nothing here touches the file system.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from random import Random

from .formats import CHINESE, ENCODINGS, TEXT, Specimen, document, docx, epub, pdf
from .office import archive
from .office_specimens import office

_CLIMBING = b'<container><rootfile full-path="../../../etc/passwd"/></container>'
KINDS = (
    *("txt", "md", "html", "docx", "epub", "pdf", "csv", "json", "jsonl", "eml"),
    *("xlsx", "ods", "pptx", "odt", "rtf"),
)


def neighbour(number: int) -> Specimen:
    """An ordinary document of some kind and encoding, found by a word that only it has."""
    word = f"neighbour{number}x"
    kind = KINDS[number % len(KINDS)]
    encoding = ENCODINGS[number % len(ENCODINGS)] if kind == "txt" else "utf-8"
    return Specimen(f"plain/{number}.{kind}", document(kind, word, encoding), word=word)


def mutant(random: Random, number: int) -> Specimen:
    """A document that was damaged: cut off, with bytes changed, doubled or misnamed."""
    kind, other = random.choice(KINDS), random.choice(KINDS)
    data = bytearray(document(kind, f"mutant{number}x", random.choice(ENCODINGS)))
    damage = random.randrange(4)
    if damage == 0:
        del data[random.randrange(len(data)) :]
    for _ in range(random.randrange(1, 30) if damage == 1 else 0):
        data[random.randrange(len(data))] = random.randrange(256)
    if damage == 2:
        at = random.randrange(len(data))
        data[at:at] = random.randbytes(random.randrange(1, 200))
    name = f"damaged/{number}.{other if damage == 3 else kind}"
    return Specimen(name, bytes(data) or b"\0")


def specimens(canary: str, bulk: int) -> Iterator[Specimen]:
    """All specimens; `canary` is the path of a file outside that nobody may read.

    `bulk` says how large the largest are, from 1 (some MB, unpacked) to 100 and more.
    """
    yield from _texts(bulk)
    yield from _archives(canary, bulk)
    yield from office(bulk)
    yield from _records(bulk)
    yield from _pages(canary, bulk)
    yield from _pdfs(bulk)
    yield from _mails(bulk)


def _texts(bulk: int) -> Iterator[Specimen]:
    for encoding in ENCODINGS:
        whole = f"{CHINESE}\n{TEXT}\n".encode(encoding)
        yield Specimen(f"broken/{encoding}-half.txt", whole[:-1] + b"\xff\xfe")
        yield Specimen(f"broken/{encoding}-nul.txt", whole + b"\0\0\0\0" + whole)
        yield Specimen(f"broken/{encoding}-mixed.txt", whole + CHINESE.encode("gbk", "replace"))
        yield Specimen(f"broken/{encoding}-wrong-mark.txt", b"\xff\xfe\x00\x00" + whole)
    yield Specimen("broken/overlong.txt", b"\xc0\xaf\xe0\x80\xaf word " * 50)
    yield Specimen("broken/surrogates.txt", TEXT.encode() + b" \xed\xa0\x80 \xed\xbf\xbf " * 50)
    yield Specimen("broken/only-mark.txt", b"\xef\xbb\xbf", refusal="no words")
    yield Specimen("broken/zeros.txt", bytes(1 << 20), refusal="binary")
    yield Specimen("broken/long-word.txt", b"w" * 40_000 + b" longwordx", word="longwordx")
    yield Specimen("broken/long-run.txt", ("的" * 200_000 + " longrunx").encode(), word="longrunx")
    yield Specimen("broken/nul.txt", b"A\0few\0nulx\0words nulwordx", word="nulwordx")
    vast = "huge" if bulk > 30 else ""
    yield Specimen("broken/vast.txt", b"a " * (300_000 * bulk), refusal=vast)
    for number, (unit, count) in enumerate(_FLOODS):
        count = min(count, count * bulk // 20)
        word = f"flood{number}x"
        text = unit * (count // len(unit)) + f"\n\n{TEXT} {word}\n"
        yield Specimen(f"floods/{number}.txt", text.encode("utf-8", "surrogatepass"), word=word)


# What patterns and parsers of text may be slow on, again and again.
_FLOODS = (
    *((unit, 300_000) for unit in ("的", "w", "1", " ", "\t", "\n", "\u3000", "-", "=", "|", ".")),
    *(
        (unit, 300_000)
        for unit in ("(", "（", "《", "[", '"', "“", ",", "，", "、", "。", "\u0301")
    ),
    *(
        (unit, 300_000)
        for unit in ("\u202e", "\u200b", "\ufeff", "\U0001f600", "Ã", "â€", "锟斤拷")
    ),
    *(
        (unit, 200_000)
        for unit in ("創(chuàng)", "當(dāng)?shù)", "2016年", "二〇一六年八月", "1.1.1.")
    ),
    *(
        (unit, 200_000)
        for unit in ("省市县", "中国", "委员会", "有限公司", "大学学院", "北京市朝阳区")
    ),
    *(
        (unit, 200_000)
        for unit in ("Co., Ltd. ", "The Of And ", "Bank of ", "Ministry of ", "A.B.C.")
    ),
    *(
        (unit, 200_000)
        for unit in ("http://", "a@b.", "www.", "&amp;", "<b>", "Page 1 of ", "July 1, ")
    ),
    *(
        (unit, 200_000)
        for unit in ("1万亿", "8500万元", "$1,000 ", "13.7 billion ", "%", "第一章", "一")
    ),
    *(
        (unit, 200_000)
        for unit in ("Home> ", "字体：大 中 小 ", "来源：", "Source: ", "- 3 -\n", "上一页\n")
    ),
    *(
        (unit, 200_000)
        for unit in ("Aa ", "AB ", "a b ", "ab-", "O'", "x_", "Urumqi, ", "Xinjiang ")
    ),
)


def _archives(canary: str, bulk: int) -> Iterator[Specimen]:
    zeros = bytes((3 << 20) * bulk)
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bombs = {
        "bomb": docx("", members={"word/header1.xml": zeros}),
        "spread": archive({f"word/document{n}.xml": bytes(1_100_000) for n in range(3 * bulk)}),
    }
    for name, data in bombs.items():
        yield Specimen(f"zip/{name}.docx", data, refusal="zip bomb")
    nested = bombs["bomb"]
    for _ in range(20):
        nested = archive({"inner.zip": nested})
    yield Specimen("zip/nested.zip", nested, refusal="archive")
    yield Specimen("zip/nested.docx", nested, refusal="no Word document")
    yield Specimen("zip/many.docx", docx("", members={f"m{n}": b"" for n in range(600 * bulk)}))
    for name, head, text in (
        ("laughs", f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>', "&a9;"),
        ("outside", f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{canary}">]>', "&e;"),
        ("parameter", f'<!DOCTYPE x SYSTEM "file://{canary}">', "x"),
    ):
        data = docx(paragraph.format(text), head)
        yield Specimen(f"xml/{name}.docx", data, refusal="declares entities")
        data = epub("<p>x</p>", head, text)
        refusal = "" if name == "parameter" else "declares entities"
        yield Specimen(f"xml/{name}.epub", data, refusal=refusal)
    yield Specimen("zip/bomb.epub", epub("a" * len(zeros)), refusal="zip bomb")
    yield Specimen("zip/order.epub", epub("<p>orderx</p>", refs=1000 * bulk))
    yield Specimen("xml/deep.epub", epub("<div>" * (10_000 * bulk)))
    yield Specimen("zip/climbing.epub", archive({"META-INF/container.xml": _CLIMBING}))
    deep, why = "<w:p>" * (10_000 * bulk), "zip bomb" if bulk > 30 else "damaged"
    yield Specimen("xml/deep.docx", docx(deep), refusal=why)
    flood = " ".join(f'a{n}="{n}"' for n in range(100_000))
    data = docx(f"<w:p {flood}><w:r><w:t>attributesx</w:t></w:r></w:p>")
    yield Specimen("xml/attributes.docx", data, word="attributesx")


def _records(bulk: int) -> Iterator[Specimen]:
    deep = "[" * 100_000
    yield Specimen("json/open.json", deep.encode())
    yield Specimen("json/deep.json", (deep + "]" * 100_000).encode())
    yield Specimen("json/text.json", f'{{"text": "deepjsonx", "x": {deep}}}'.encode())
    yield Specimen("json/keys.json", b'{"a":' * 100_000)
    yield Specimen("json/digits.json", b'{"text": "digitsx", "n": ' + b"9" * 100_000 + b"}")
    escape = b'{"title": "\\ud800", "text": "escapedx \\ud800 \\udfff \\u0000"}'
    yield Specimen("json/escape.json", escape, word="escapedx")
    lines = b'{"title": "T", "text": "linesx"}\n' + b"{\n[[\nnull\n3\n" * 2 + escape
    yield Specimen("json/lines.jsonl", escape + b"\n" + lines, word="linesx")
    columns = ",".join(f"c{n}" for n in range(10_000 * bulk))
    yield Specimen("csv/columns.csv", f"{columns}\n1,2\n".encode())
    yield Specimen("csv/quotes.csv", b'title,text\n"a,b\n' * (350 * bulk * bulk))
    yield Specimen("csv/rows.csv", b"title,text\n" + b"a,b\n" * (50 * bulk * bulk))
    yield Specimen("csv/nul.csv", b"title,text\nA\0,csvnulx\0\n", word="csvnulx")
    yield Specimen("csv/cell.csv", b"title,text\nA," + b"cell " * (30_000 * bulk))


def _pages(canary: str, bulk: int) -> Iterator[Specimen]:
    outside = f'<!DOCTYPE html [<!ENTITY e SYSTEM "file://{canary}">]><p>&e; xhtmlx</p>'
    yield Specimen("html/outside.xhtml", outside.encode(), word="xhtmlx")
    include = f'<!--#include virtual="{canary}"--><p>includex</p><iframe src="file://{canary}">'
    yield Specimen("html/include.shtml", include.encode(), word="includex")
    for name, markup in (
        ("deep", "<div>" * 100_000),
        ("bold", "<b>" * 50_000 + "<p>" * 50_000),
        ("tables", "<table><tr><td>" * 20_000),
        ("adopt", "<a><div>" * 20_000),
    ):
        yield Specimen(f"html/{name}.html", markup.encode(), refusal="nested too deeply")
    floods = (
        "<p " + " ".join(f"a{n}=1" for n in range(1_000 * bulk)) + ">",
        "<a <a " * 100_000,
        "<!--" * 200_000,
        "&" * 500_000,
        "&lt;" * 200_000,
        "<p>" * 100_000,
        "</p>" * 100_000,
        "<script>" * 50_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        "<select><option>" * 50_000,
        "<svg><math>" * 20_000,
        "<" * 500_000,
    )
    for number, markup in enumerate(floods):
        yield Specimen(f"html/flood{number}.html", f"<p>{TEXT}</p>{markup}".encode())


def _pdfs(bulk: int) -> Iterator[Specimen]:
    shown = b"BT /F1 12 Tf 40 700 Td (%s) Tj ET"
    text = shown % b"A page tree that loops"
    whole = pdf(text)
    yield Specimen("pdf/self.pdf", pdf(text, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"))
    loop = "<< /Type /Pages /Kids [6 0 R 3 0 R] /Count 2 >>"
    back = b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>"
    yield Specimen("pdf/loop.pdf", pdf(text, loop, more=(back,)))
    count = "<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>"
    yield Specimen("pdf/count.pdf", pdf(text, count))
    many = f"<< /Type /Pages /Kids [{'3 0 R ' * 60_000}] /Count 60000 >>"
    yield Specimen("pdf/pages.pdf", pdf(text, many), refusal="pages")
    arrays = "[" * 100_000
    yield Specimen("pdf/arrays.pdf", pdf(text, f"<< /Type /Pages /Kids {arrays} /Count 1 >>"))
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 6 "
        b"/Resources << /XObject << /X 6 0 R >> >> >> stream\n/X Do \nendstream"
    )
    yield Specimen("pdf/form.pdf", pdf(b"/X Do", page="/XObject << /X 6 0 R >>", more=(form,)))
    bomb = zlib.compress(b" " * ((4 << 20) * bulk), 9)
    yield Specimen("pdf/bomb.pdf", pdf(bomb, filters="/Filter /FlateDecode"))
    double = zlib.compress(zlib.compress(b" " * ((4 << 20) * bulk), 9), 9)
    filters = "/Filter [/FlateDecode /FlateDecode]"
    yield Specimen("pdf/double.pdf", pdf(double, filters=filters))
    words = zlib.compress(b"BT /F1 1 Tf " + b"1 0 Td (maker) Tj " * (20_000 * bulk) + b"ET")
    yield Specimen("pdf/words.pdf", pdf(words, filters="/Filter /FlateDecode"))
    yield Specimen("pdf/saves.pdf", pdf(b"q " * (10_000 * bulk) + text))
    yield Specimen("pdf/previous.pdf", whole.replace(b"/Size", b"/Prev 9 /Prev 0 /Size"))
    yield Specimen("pdf/garbage.pdf", b"%PDF-1.7\n" + Random(1).randbytes(100_000))
    yield Specimen("pdf/empty.pdf", b"%PDF-1.7\n", refusal="damaged")
    streams = (
        b"<< /Type /ObjStm /N 2000000000 /First 4 /Extends 6 0 R /Length 4 >> "
        b"stream\n1 0 \nendstream"
    )
    yield Specimen("pdf/streams.pdf", pdf(text, "6 0 R", more=(streams,)))
    for cut in range(20, len(whole), 60):
        yield Specimen(f"pdf/cut{cut}.pdf", whole[:cut])


def _mails(bulk: int) -> Iterator[Specimen]:
    head = "Subject: S\nFrom: a@b.example\n"
    for name, kind in (("parts", "multipart/mixed"), ("messages", "message/rfc822")):
        levels = "".join(
            f"Content-Type: {kind}; boundary=b{n}\n\n" + (f"--b{n}\n" if "multi" in kind else "")
            for n in range(3_000)
        )
        yield Specimen(f"mail/{name}.eml", f"{head}{levels}\ndeepmailx".encode())
    for charset in (
        "zlib_codec",
        "rot13",
        "idna",
        "unicode_escape",
        "punycode",
        "\udc80",
        "x" * 999,
    ):
        text = f"{head}Content-Type: text/plain; charset={charset}\n\ncharsetx words"
        name = f"mail/{charset[:9].encode('ascii', 'replace').decode()}.eml".replace("?", "_")
        yield Specimen(name, text.encode("utf-8", "surrogateescape"))
    words = "=?utf-8?b?" + base64.b64encode(b"word").decode() + "?= "
    for name, header in (
        ("subject", "Subject: " + words * 20_000),
        ("comments", "From: " + "(" * 50_000),
        ("quotes", 'From: "' + '\\"' * 50_000),
        ("date", "Date: " + "1" * 50_000),
        ("folds", "Subject: a\n" + " b\n" * 100_000),
        ("headers", "X: y\n" * 100_000 + "Subject: s"),
    ):
        yield Specimen(f"mail/{name}.eml", f"{header}\n\nmailheader{name}x".encode())
    part = "--b\nContent-Type: text/plain\n\nx\n"
    flood = f"{head}Content-Type: multipart/mixed; boundary=b\n\n{part * (500 * bulk)}"
    yield Specimen("mail/flood.eml", flood.encode())
    broken = f"{head}Content-Transfer-Encoding: base64\n\n{'=' * 100_000}"
    yield Specimen("mail/base64.eml", broken.encode())
