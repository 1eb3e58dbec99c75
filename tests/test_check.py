"""Checking: what is doubtful in an index, and that damage is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from index_fixtures import Shelf

from search import DamagedIndex, Doubt, mend, update
from search.shell.guidance import doubts
from search.shell.terminal import Paper
from search.updating.corrections import FILE

BODY = "本文介绍了众创空间的建设情况，并提出了进一步发展的意见。"


def _doubts(shelf: Shelf, kind: str) -> list[Doubt]:
    shelf.update()
    return [doubt for doubt in shelf.open().check() if doubt.kind == kind]


def test_a_folder_without_doubtful_values_is_told_so(shelf: Shelf) -> None:
    shelf.write("a.txt", f"众创空间的建设\n发布时间：2016-08-15\n\n{BODY}")
    assert _doubts(shelf, "date") == []
    assert shelf.open().check() == ()


@pytest.mark.parametrize("body", ["市科学技术局", "全国高新技术企业认定管理工作领导小组办公室"])
def test_a_date_below_the_body_that_signs_is_not_doubtful(shelf: Shelf, body: str) -> None:
    shelf.write("a.txt", f"关于众创空间建设的通知\n\n{BODY * 4}\n\n{body}\n2016年8月15日\n")
    assert _doubts(shelf, "date") == []
    assert shelf.find("date:2016-08-15") == ["a.txt"]


def test_a_date_at_the_end_that_nobody_signs_is_doubtful(shelf: Shelf) -> None:
    shelf.write("a.txt", f"关于众创空间建设的通知\n\n{BODY * 4}\n\n2016年8月15日\n")
    (doubt,) = _doubts(shelf, "date")
    assert doubt.path == "a.txt"
    assert "2016-08-15" in doubt.text
    assert "signature" in doubt.text


PAGE = (
    '<html><head><meta property="article:published_time" content="{}"></head><body>'
    "<h1>众创空间的建设</h1><p>发布时间：{}</p><p>{}</p></body></html>"
)


def test_two_days_of_publication_that_disagree_are_doubtful(shelf: Shelf) -> None:
    text = f"众创空间的建设\n发布时间：2016-08-15\n{{}}\n\n{BODY * 2}"
    shelf.write("a.html", PAGE.format("2016-08-15", "2018-03-02", BODY * 3))
    shelf.write("b.txt", text.format("发布日期：2014-01-03"))
    shelf.write("c.html", PAGE.format("2016-08-15T22:00:00Z", "2016-08-16", BODY * 3))
    shelf.write("d.txt", text.format("更新时间：2017-01-01"))
    found = _doubts(shelf, "date")
    assert [doubt.path for doubt in found] == ["a.html", "b.txt"]
    assert "2016-08-15" in found[0].text
    assert "2018-03-02" in found[0].text


def test_two_regions_of_one_name_in_a_document_are_doubtful(shelf: Shelf) -> None:
    shelf.write("a.txt", f"两地众创空间\n2016-08-15\n\n北京市朝阳区和辽宁省朝阳市。{BODY}")
    shelf.write("b.txt", f"一地众创空间\n2016-08-15\n\n北京市朝阳区和辽宁省沈阳市。{BODY}")
    (doubt,) = _doubts(shelf, "region")
    assert doubt.path == "a.txt"
    assert "110105" in doubt.text
    assert "211300" in doubt.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("天山软件有限公司", "天山软件股份有限公司"),
        ("Tianshan Software Co Ltd", "Tianshan Software Inc"),
    ],
)
def test_organisations_that_differ_in_their_legal_form_look_like_one(
    shelf: Shelf, one: str, other: str
) -> None:
    shelf.write(FILE, f"a.txt\tadd\torganisation\t{one}\nb.txt\tadd\torganisation\t{other}\n")
    shelf.write("a.txt", f"众创空间的建设\n2016-08-15\n\n{BODY}")
    shelf.write("b.txt", f"众创空间的发展\n2016-08-16\n\n{BODY}")
    (doubt,) = _doubts(shelf, "organisation")
    assert one in doubt.text
    assert other in doubt.text
    line = doubt.text.partition(": ")[2]
    with (shelf.documents / FILE).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert _doubts(shelf, "organisation") == [], "the line it proposes puts it right"


def test_corrections_that_are_wrong_or_idle_are_told(shelf: Shelf) -> None:
    shelf.write("a.txt", f"众创空间的建设\n2016-08-15\n\n{BODY}")
    shelf.write(FILE, "*\tadd\tregion\tAtlantis\nb.txt\tadd\tdate\t2016\na.txt\tadd\tdate\t2016\n")
    first, second = _doubts(shelf, "correction")
    assert first.text.startswith("line 1: 'Atlantis'")
    assert second.text == "line 2: no document is b.txt"


@pytest.mark.parametrize("document", ["a.txt", "*"])
def test_corrections_that_change_nothing_are_told(shelf: Shelf, document: str) -> None:
    shelf.write("a.txt", f"新疆众创空间的建设\n2016-08-15\n\n新疆科技厅在新疆。{BODY}")
    lines = [
        "remove\tregion\t新疆",
        "remove\tregion\t浙江",
        "rename\torganisation\t没有的机构\t另一机构",
        "rename\ttitle\t平台\t另一标题",
        "rename\ttitle\t*\t第一标题",
        "rename\ttitle\t第一标题\t第二标题",
        "add\tdate\t2017",
        "remove\tdate\t2016-08-15",
        "remove\tdate\t*",
    ]
    shelf.write(FILE, "".join(f"{document}\t{line}\n" for line in lines))
    told = [doubt.text.partition(":")[0] for doubt in _doubts(shelf, "correction")]
    assert told == [f"line {number} changes nothing" for number in (2, 3, 4, 8)]


def test_a_single_changed_byte_is_found(shelf: Shelf) -> None:
    shelf.write("a.txt", f"众创空间的建设\n2016-08-15\n\n{BODY}")
    shelf.update()
    library = shelf.open()
    (records,) = shelf.settings.index.rglob("*.records")
    content = bytearray(records.read_bytes())
    content[len(content) // 2] ^= 1
    records.write_bytes(content)
    with pytest.raises(DamagedIndex, match="records") as told:
        library.check()
    assert "mulu index" in str(told.value)
    assert "check --deep" not in str(told.value), "what is stored can only be read again"


def test_a_pair_that_many_documents_have_is_told_once(shelf: Shelf) -> None:
    for name in "abc":
        text = f"蓝杉基金会与青岩蓝杉基金会第{name}次座谈。{BODY}"
        shelf.write(f"{name}.txt", f"座谈会{name}\n2016-08-15\n\n{text}")
    (doubt,) = _doubts(shelf, "organisation")
    assert doubt.path == "a.txt"
    assert "in 3 documents" in doubt.text
    assert doubt.text.endswith(": *\tmerge\torganisation\t蓝杉基金会\t青岩蓝杉基金会")
    assert doubt.text.endswith(f": {doubt.line}")
    shown = doubts((doubt,), Paper(width=30, colour=False), "en").splitlines()
    assert doubt.line in shown, "to be copied, so it is not wrapped and keeps its tabs"


def test_a_name_that_ends_several_others_is_merged_in_one_document_only(shelf: Shelf) -> None:
    for path, longer in {"a.txt": "青岩蓝杉基金会", "b.txt": "凌锐蓝杉基金会"}.items():
        shelf.write(path, f"座谈会\n2016-08-15\n\n蓝杉基金会与{longer}座谈。{BODY}")
    lines = [doubt.text.partition(": ")[2] for doubt in _doubts(shelf, "organisation")]
    assert [line.split("\t")[0] for line in lines] == ["a.txt", "b.txt"]


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("pointer", "pattern"),
    [
        ("whole", "manifest.json"),
        ("whole", "*.records"),
        ("broken", "manifest.json"),
        ("broken", "*.arrays"),
    ],
)
@pytest.mark.parametrize("harm", [_flip, Path.unlink])
def test_what_cannot_be_mended_is_said_with_a_remedy_that_works(
    shelf: Shelf, pointer: str, pattern: str, harm: Callable[[Path], None]
) -> None:
    shelf.write("a.txt", "A maker space in Hangzhou.")
    shelf.update()
    (damaged,) = shelf.settings.index.rglob(pattern)
    harm(damaged)
    if pointer == "broken":
        (shelf.settings.index / "CURRENT").write_text("{}", "utf-8")
    with pytest.raises(DamagedIndex, match="run: mulu index") as told:
        mend(shelf.settings)
    assert "check --deep" not in str(told.value), "that is what was just tried"
    assert str(told.value).count("mulu index") == 1
    if pointer == "broken" and not list(shelf.settings.index.rglob("manifest.json")):
        with pytest.raises(DamagedIndex, match="mulu index FOLDER"):
            update(shelf.settings, [])  # nothing tells any more which folders there were
        shelf.update()
    update(shelf.settings, [])  # as `mulu index` does
    assert shelf.find("Hangzhou") == ["a.txt"]
