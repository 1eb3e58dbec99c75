"""Running text of made pages, more of it than a notice or a teaser has."""

from __future__ import annotations

BODY = (
    "The park was opened to small companies this spring, and forty of them have signed up so far.\n"
    "Its first year was paid for by the county, which wants to see the mills at the river used.\n"
) * 4
ZH_BODY = (
    "近日，全区新增三家孵化器，至此总数达到十一家，带动就业一千余人，得到各方面的好评与支持。" * 3
    + "\n"
) * 3
