"""One document: read in either script, cited, and kept as the file it was."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from web_fixtures import DOCUMENT, EN, ZH, FakeLibrary, client_over, links

from search import Document, Label, Page, Source, Value
from search.document import Figure, Hints
from web import citations
from web.citations import Work
from web.originals import original


def test_of_many_organisations_the_first_are_in_view_and_the_others_behind_a_fold() -> None:
    bodies = tuple(Label(f"o{n}", f"Body {n}") for n in range(20))
    library = FakeLibrary()
    library.show = lambda *_: Page(DOCUMENT, (), (), bodies)  # type: ignore[method-assign]
    html = client_over(library).get(f"/document/{DOCUMENT.id}?ui=en").text
    shown, _, folded = html.partition("12 more</summary>")
    assert [f"Body {n}" in shown for n in (0, 7, 8)] == [True, True, False]
    assert [f"Body {n}" in folded for n in (8, 19)] == [True, True]


@pytest.mark.parametrize(
    ("view", "text", "lang"),
    [
        ("Hans", "众创行动", "zh-Hans"),
        ("Hant", "眾創行動", "zh-Hant"),
        ("x", "眾創行動", "zh-Hant"),
    ],
)
def test_a_chinese_text_is_shown_in_the_script_that_is_asked_for(
    client: FlaskClient, view: str, text: str, lang: str
) -> None:
    html = client.get(f"/document/{ZH}?q=創新&view={view}").text
    assert f'<h1 id="title" lang="{lang}"><bdi>新疆：{text}' in html
    marked = {"Hans": "创新"}.get(view, "創新")
    assert f'<mark id="m1">{marked}</mark>' in html
    view = "" if view in ("Hans", "Hant") else "&view=Hans"
    assert f"/document/{ZH}?q=%E5%89%B5%E6%96%B0{view}" in links(html)


def test_documents_like_this_one_are_offered_in_both_languages(client: FlaskClient) -> None:
    html = client.get(f"/document/{ZH}").text
    assert "Similar in the other language" in html
    assert "Similar documents" not in html
    assert f"/document/{EN}" in links(html)


def test_a_link_leads_from_the_top_to_what_is_known_of_a_document(client: FlaskClient) -> None:
    html = client.get(f"/document/{ZH}").text
    assert "#facts" in links(html)
    assert 'id="facts"' in html


def test_each_value_leads_to_all_documents_that_have_it(client: FlaskClient) -> None:
    html = client.get(f"/document/{ZH}?q=創新&region=650000&ui=en").text
    found = links(html)
    assert "/search?publisher=p&ui=en" in found
    assert "/search?region=650000&ui=en" in found
    assert "/search?date=2017-12-27&ui=en" in found
    assert "All documents: 中国产业经济信息网" in html


def test_figures_are_listed_with_what_they_measure() -> None:
    figure = Figure(29.0, "organisation", "", "眾創空間", "29家")
    metadata = replace(DOCUMENT.metadata, figures=(figure, figure))
    library = FakeLibrary(document=replace(DOCUMENT, metadata=metadata))
    html = client_over(library).get(f"/document/{ZH}").text
    assert html.count("29家") == 1
    assert "Figures" in html


KNOWN = Work(
    "0" * 16, "50% of {all} & more", "王 明", "科技日报", "2016-08-05", "zh",
    "https://example.org/a_b?c={d}", "a.txt",
)  # fmt: skip
BARE = Work("0" * 16, "标题", "", "", "", "", "", "docs/a_1.txt")


def test_a_bibtex_entry_escapes_what_tex_would_run() -> None:
    entry = citations.bibtex(KNOWN, "2026-01-02")
    assert r"title = {{50\% of \{all\} \& more}}" in entry
    assert "month = aug" in entry
    assert "url = {https://example.org/a_b?c=%7Bd%7D}" in entry
    assert "urldate = {2026-01-02}" in entry
    bare = citations.bibtex(BARE, "2026-01-02")
    assert r"note = {docs/a\_1.txt}" in bare
    assert "urldate" not in bare
    assert "year" not in bare


@given(st.text())
def test_no_title_leaves_the_braces_of_bibtex_unbalanced(title: str) -> None:
    entry = citations.bibtex(replace(BARE, title=title, path=title), "2026-01-02")
    bare = entry.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}")


def test_a_ris_entry_has_its_tags_and_ends() -> None:
    lines = citations.ris(KNOWN, "2026-01-02").split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert "DA  - 2016/08/05/" in lines
    assert lines[-2:] == ["ER  - ", ""]
    assert "DA  - 2016///" in citations.ris(replace(KNOWN, date="2016"), "2026-01-02")
    assert citations.ris(BARE, "2026-01-02").startswith("TY  - GEN\r\nTI  - 标题\r\n")


def test_a_reference_follows_gb_t_7714() -> None:
    assert citations.gbt7714(KNOWN, "2026-01-02") == (
        "王 明. 50% of {all} & more[EB/OL]. 科技日报, (2016-08-05)[2026-01-02]. "
        "https://example.org/a_b?c={d}.\n"
    )
    assert citations.gbt7714(BARE, "2026-01-02") == "标题[EB]. [2026-01-02]. docs/a_1.txt.\n"


@pytest.mark.parametrize(
    ("form", "start", "kind"),
    [
        ("bib", "@misc{mulu-", "application/x-bibtex"),
        ("ris", "TY  - GEN\r\n", "application/x-research-info-systems"),
        ("txt", "中国产业经济信息网. 新疆：眾創行動激活創新[EB]. (2017-12-27)", "text/plain"),
    ],
)
def test_every_form_of_citation_is_linked_and_served(
    client: FlaskClient, form: str, start: str, kind: str
) -> None:
    url = f"/document/{ZH}/cite.{form}"
    assert url in links(client.get(f"/document/{ZH}").text)
    response = client.get(url)
    assert response.mimetype == kind
    assert response.text.startswith(start)
    assert client.get(f"/document/{EN}/cite.{form}").status_code == 404


def test_an_address_that_would_run_is_no_address_of_a_work() -> None:
    source = replace(DOCUMENT.source, hints=Hints(url="javascript:alert(1)"))
    library = FakeLibrary(document=replace(DOCUMENT, source=source))
    assert "javascript" not in client_over(library).get(f"/document/{ZH}/cite.bib").text


CONTENT = b"<script>alert(1)</script>"


def stored(folder: Path, path: str, content: bytes = CONTENT) -> Source:
    """The Source of a file that is there."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    digest = sha256(content).hexdigest()
    return Source(str(folder.resolve()), path, digest, "text/html", "utf-8", 0.0, "x")


def test_an_unchanged_file_is_read_and_a_changed_or_missing_one_is_not(tmp_path: Path) -> None:
    source = stored(tmp_path, "a/b/新.html")
    assert original(source) == CONTENT
    (tmp_path / "a/b/新.html").write_bytes(CONTENT + b" ")
    assert original(source) is None
    (tmp_path / "a/b/新.html").unlink()
    assert original(source) is None


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "a/../../secret.txt", "", ".", "a//x", "/secret.txt", "a\0b", "t.csv#1"],
)
def test_no_path_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    secret = stored(tmp_path, "secret.txt")
    (tmp_path / "docs/a").mkdir(parents=True)
    assert original(replace(secret, folder=str(tmp_path / "docs"), path=path)) is None


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_are_not_followed_even_to_the_same_content(tmp_path: Path) -> None:
    source = stored(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "real/b.txt").symlink_to(tmp_path / "real/a.txt")
    assert original(source) == CONTENT
    assert original(replace(source, path="link/a.txt")) is None
    assert original(replace(source, path="real/b.txt")) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes there")
def test_a_pipe_in_place_of_the_file_does_not_make_the_server_wait(tmp_path: Path) -> None:
    source = stored(tmp_path, "a.txt")
    (tmp_path / "a.txt").unlink()
    os.mkfifo(tmp_path / "a.txt")
    assert original(source) is None


def client_with(document: Document) -> FlaskClient:
    class One(FakeLibrary):
        def show(self, name: str, text: str = "", ui: str = "en"):  # type: ignore[no-untyped-def]
            return super().show(ZH, text, ui)

    return client_over(One(document=document))


def test_a_file_is_given_to_keep_and_never_to_run(tmp_path: Path) -> None:
    source = stored(tmp_path, 'x/报 "告".html')
    client = client_with(replace(DOCUMENT, source=source))
    response = client.get(f"/document/{source.id}/file")
    assert response.data == CONTENT
    assert response.content_type == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "%E6%8A%A5" in response.headers["Content-Disposition"]
    (tmp_path / source.path).write_bytes(b"other")
    assert client.get(f"/document/{source.id}/file").status_code == 404


def test_the_row_of_a_table_has_no_file_of_its_own() -> None:
    row = replace(DOCUMENT, source=replace(DOCUMENT.source, path="t.csv#12"))
    assert "Download" not in client_with(row).get(f"/document/{row.id}").text
    assert "Download" in client_with(DOCUMENT).get(f"/document/{ZH}").text


def test_a_document_without_a_title_is_cited_by_its_path() -> None:
    nameless = replace(DOCUMENT.metadata, title=Value("", " "), publisher=None)
    client = client_with(replace(DOCUMENT, metadata=nameless))
    assert client.get(f"/document/{ZH}/cite.txt").text.startswith("news/天山.txt[EB].")


@pytest.mark.parametrize(("encoding", "told"), [("", False), ("utf-8", False), ("big5", True)])
def test_an_encoding_is_told_only_where_it_is_not_the_usual_one(encoding: str, told: bool) -> None:
    client = client_with(replace(DOCUMENT, source=replace(DOCUMENT.source, encoding=encoding)))
    assert ("Encoding" in client.get(f"/document/{ZH}").text) is told


def test_the_old_address_of_a_document_that_was_moved_leads_to_the_new_one() -> None:
    class Moved(FakeLibrary):
        def show(self, name: str, text: str = "", ui: str = "en") -> Page:
            return super().show(ZH, text, ui)

    old = "0" * 16
    response = client_over(Moved()).get(f"/document/{old}?q=創新&ui=zh")
    assert (response.status_code, response.location) == (
        302,
        f"/document/{ZH}?q=%E5%89%B5%E6%96%B0&ui=zh-Hans",
    )
