"""Describe: lines that stand where headlines do and are none, by their own words. Pure; reads
the gazetteer.
"""

from __future__ import annotations

import re

from search.analysis import fold
from search.describing.organisations.places import places

NUMBER = r".{1,20}[〔\[(](?:19|20)[0-9]{2}[〕\])]\s?第?\s?[0-9]{1,5}\s?号"
"""The number of an official paper: 甬政发〔2020〕33号."""

_NONE = re.compile(
    rf"{NUMBER}|(?:between|and) .{{1,200}}"
    r"|.{0,8}[社報报網网][^。,]{0,24}[0-9]{1,2}[日号號][^。,]{0,8}[电電讯訊]"
)
_ADDRESS = 16  # characters of two places


def is_untitled(text: str) -> bool:
    """Whether a line is a paper's number, a reporter's (中央社記者林小明台中10日電), names the
    parties (between the City of Chengdu), or is a place and one inside it (浙江省杭州市).
    """
    return _NONE.fullmatch(text) is not None or (len(text) <= _ADDRESS and _is_address(fold(text)))


def _is_address(name: str) -> bool:
    known = places().find
    return any(known(name[:at]) and known(name[at:]) for at in range(2, len(name) - 1))
