"""Mails: their plain text once, and their headers as hints however broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fixtures import ask, indexed
from reading_fixtures import made, refused, sample


def test_a_mail_gives_its_plain_text_once_and_its_headers_as_hints() -> None:
    (source,) = sample("library.eml")
    assert source.text == (
        "各位讀者：\n\n圖書館自五月起週六也開放，時間是上午九點到下午五點。\n歡迎帶孩子一起來。"
        "\n\nFrom: 林小姐 <lin@example.org>\nTo: readers@example.org"
    )
    assert [source.text[span.start :][:5] for span in source.chrome] == ["From:"]
    assert source.hints.title == "關於圖書館週六開放的通知"
    assert source.hints.author == "林小姐"
    assert source.hints.published == "2019-04-30"
    assert source.encoding == "big5hkscs"


def test_a_mail_without_plain_text_gives_the_text_of_its_page(tmp_path: Path) -> None:
    mail = "Subject: x\nContent-Type: text/html; charset=utf-8\n\n<p>新闻</p><p>two"
    assert made(tmp_path, "a.eml", mail.encode())[0].text == "新闻\n\ntwo"


def test_raw_bytes_in_headers_are_decoded(tmp_path: Path) -> None:
    mail = "Subject: 关于夜校开课的通知\nDate: soon\n\nwords".encode("gbk")
    hints = made(tmp_path, "a.eml", mail)[0].hints
    assert hints.title == "关于夜校开课的通知"
    assert hints.published == "soon"


def test_text_that_is_attached_stands_below_the_letter_and_other_files_by_their_names(
    tmp_path: Path,
) -> None:
    named = "=?utf-8?b?5ZCN5Y2VLnR4dA==?="
    mail = (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nletter\n"
        "--b\nContent-Disposition: attachment; filename=x.pdf\n"
        "Content-Type: application/pdf\n\n%PDF\n"
        f'--b\nContent-Disposition: attachment; filename="{named}"\n\nlist of makers\n--b--\n'
    )
    (source,) = made(tmp_path, "a.eml", mail.encode())
    assert source.text == "letter\n\nx.pdf\n\n名单.txt\nlist of makers"


def test_the_text_of_an_attachment_is_bounded(tmp_path: Path) -> None:
    mail = (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nletter\n"
        f"--b\nContent-Disposition: attachment; filename=a.txt\n\n{'word ' * 100_000}\n--b--\n"
    )
    assert len(made(tmp_path, "a.eml", mail.encode())[0].text) < 250_000


@pytest.mark.parametrize(
    "mail",
    [
        b"Content-Type: text/plain; charset=\xff\xfe\nSubject: =?x?q?=ZZ?=\n\nwords",
        b"Content-Type: text/plain; charset=base64\nFrom: <\nDate: \xe4\n\nwords",
        b"Subject: =?utf-8?b?!!!!?=\nContent-Transfer-Encoding: base64\n\nwords",
        b"From: " + b"(" * 100_000 + b"\n\nwords",
    ],
)
def test_broken_headers_do_not_stop_a_mail(tmp_path: Path, mail: bytes) -> None:
    assert made(tmp_path, "a.eml", mail)[0].text


def test_what_is_no_mail_is_refused(tmp_path: Path) -> None:
    assert "not a mail" in refused(tmp_path, "a.eml", b"\n\njust words")


def test_who_wrote_to_whom_is_found_and_is_no_value_of_a_facet(tmp_path: Path) -> None:
    mail = (
        "From: 王小明 <wang@example.org>\nTo: Tsinghua University <x@example.org>\n"
        "Subject: Notes\n\nThe maker space opens in May, with printers for young companies.\n"
    )
    library = indexed(tmp_path, {"a.eml": mail}).open()
    (hit,) = ask(library, "王小明").hits
    assert (hit.title, hit.organisations) == ("Notes", ())
    saved = "From: <Saved by Blink>\nContent-Location: http://a.b/\n\nwords of a page"
    assert made(tmp_path, "b.mht", saved.encode())[0].text == "words of a page"
