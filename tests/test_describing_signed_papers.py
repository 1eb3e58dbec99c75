"""Short papers with who signed them and when at their foot: what is the title and what is not."""

from __future__ import annotations

from datetime import date

import pytest

from search.cleaning import clean
from search.describing.dates.publication import publication_date
from search.describing.publisher import publisher
from search.describing.title import title
from search.document import Hints, Value


def described(text: str) -> tuple[str, Value | None, Value | None]:
    """Title, date and publisher of a text."""
    page = clean(text)
    return (
        title(page, Hints(), "folder/notes.txt").name,
        publication_date(page, Hints(), date(2026, 1, 1)),
        publisher(page, Hints()),
    )


@pytest.mark.parametrize(
    ("head", "body", "signer"),
    [
        ("大气污染防治工作方案", "要削减钢铁产能3000万吨。", "河北省生态环境厅"),
        ("2019年工作要点", "要加快建设。", "河北省生态环境厅"),
        ("招生简章", "我校面向全国招收研究生30名。", "长沙理工大学"),
        ("长沙市应急预案", "为做好应急工作，制定本预案。", "长沙市应急管理局"),
        ("紧急通知", "请各单位做好防疫工作。", "湖北省卫生健康委员会"),
        ("通知", "请各单位做好防疫工作。", "湖北省卫生健康委员会"),
    ],
)
def test_who_signs_a_short_paper_is_its_publisher_and_not_its_title(
    head: str, body: str, signer: str
) -> None:
    name, day, source = described(f"{head}\n\n{body}\n\n{signer}\n2018年10月8日\n")
    assert name == head
    assert day is not None
    assert (day.id, day.evidence[0].rule) == ("2018-10-08", "signature")
    assert source is not None
    assert (source.name, source.evidence[0].rule) == (signer, "signature")


def test_an_office_gives_out_its_paper_on_a_line_of_its_own() -> None:
    body = "创客中心由三所大学共同设立，面积一万平方米，预计年底启用，可容纳二百个创业团队进驻。"
    for text in ("请做好复工工作。", body):
        _, day, _ = described(
            f"关于做好复工工作的通知\n\n{text}\n\n贵州省卫生健康委员会\n2020年2月20日印发\n"
        )
        assert day is not None
        assert day.id == "2020-02-20"


@pytest.mark.parametrize(
    "foot", ["2018年10月8日", "北京市水务局\n2018年10月8日\n\n（此件公开发布）"]
)
def test_a_date_closes_a_paper_without_a_name_or_with_a_remark_below(foot: str) -> None:
    name, day, _ = described(f"停水通知\n\n因管道检修停水。\n\n{foot}\n")
    assert name == "停水通知"
    assert day is not None
    assert (day.id, day.evidence[0].rule) == ("2018-10-08", "signature")


def test_a_welcome_above_a_headline_makes_it_no_signature() -> None:
    text = "首页 > 新闻\n欢迎您！\n创客空间启用仪式举行\n2018年10月8日\n"
    assert described(text)[0] == "创客空间启用仪式举行"


def test_a_headline_above_the_last_date_is_no_signature() -> None:
    name, day, _ = described("新疆众创行动\n\n创客空间启用仪式举行\n2018年10月8日\n")
    assert name == "创客空间启用仪式举行"
    assert day is not None


@pytest.mark.parametrize(
    ("foot", "signer"),
    [
        ("青禾镇人民政府", "青禾镇人民政府"),
        ("河源某某科技股份有限公司\n董 事 会", "河源某某科技股份有限公司"),
        ("河源工商业协会秘书处 谨启", "河源工商业协会"),
        ("经济部中小企业处", "经济部中小企业处"),
    ],
)
def test_who_signs_may_be_of_a_place_in_no_table_or_let_an_organ_sign(
    foot: str, signer: str
) -> None:
    _, _, source = described(f"关于报名的通知\n\n请于月底前报名。\n\n{foot}\n2018年10月8日\n")
    assert source is not None
    assert source.name == signer


@pytest.mark.parametrize("head", ["屏東縣政府新聞稿", "屏東縣政府公告", "屏東縣政府 函"])
def test_the_line_of_a_body_with_the_kind_of_its_paper_is_not_the_title(head: str) -> None:
    text = "縣長表示，新市場啟用後將打開外銷通路，歡迎各界參觀選購，明年起全年開放，每週休一天。"
    name, _, source = described(f"{head}\n潮州花卉市場啟用 縣長盼打開外銷通路\n{text}{text}\n")
    assert name == "潮州花卉市場啟用 縣長盼打開外銷通路"
    assert source is not None
    assert source.name == "屏東縣政府"


def test_a_body_whose_name_comes_again_under_its_paper_is_not_the_title() -> None:
    name, _, _ = described(
        "长沙市科学技术局\n文件\n长科发〔2021〕6号\n关于开展年度考核的通知\n各县区科技局：\n"
        "    长沙市科学技术局定于下月开展考核，请各单位按要求报送材料，逾期不再受理。\n"
        "长沙市科学技术局\n2021年7月9日\n"
    )
    assert name == "关于开展年度考核的通知"
