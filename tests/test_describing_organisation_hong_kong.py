"""Bodies of Hong Kong that have the name of one of the mainland: whose a text means."""

from __future__ import annotations

import pytest
from organisations_fixtures import ids

from search.describing.organisations.table import directory

SFC, CSRC = "香港证券及期货事务监察委员会", "中国证券监督管理委员会"
AUDIT, NATIONAL = "香港审计署", "审计署"


@pytest.mark.parametrize(
    ("text", "body", "other"),
    [
        ("香港立法會上，局長說證券及期貨事務監察委員會(“證監會”)有守則。", SFC, CSRC),
        ("議員：香港市民問，證監會有沒有調查？立法會要跟進。", SFC, CSRC),
        ("議員：香港市民讀過審計署的報告。立法會要跟進。", AUDIT, NATIONAL),
        ("議員：香港市民知道中國證監會調查過，立法會也知道。", CSRC, SFC),
        ("議員：香港市民讀過國家審計署的報告，立法會也讀過。", NATIONAL, AUDIT),
        ("北京消息：證監會宣布，國務院已批准香港公司來上海。", CSRC, SFC),
        ("证监会与香港交易所签署备忘录，香港各界欢迎。", CSRC, SFC),
        ("Hong Kong and the CSRC agreed.", CSRC, SFC),
    ],
)
def test_a_body_of_hong_kong_is_meant_in_its_texts(text: str, body: str, other: str) -> None:
    found = ids(text)
    assert body in found
    assert other not in found


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("規劃署", "香港规划署"),
        ("教育局", "香港教育局"),
        ("郵政署", "香港邮政"),
        ("民航處", "香港民航处"),
    ],
)
def test_its_departments_have_their_own_names_in_either_language(name: str, body: str) -> None:
    assert body in ids(
        f"香港特別行政區政府今日公布，{name}正在研究有關建議。{name}稱將於香港各區諮詢。"
    )
    assert directory().find("Planning Department") == ("香港规划署",)
    assert "Agency" not in directory().label(body, "en")
