"""What reading finds: a name of an organisation in a text."""

from __future__ import annotations

from typing import NamedTuple


class Mention(NamedTuple):
    """A name in the text: where it stands, its id if known, the rule that read it."""

    start: int
    end: int
    id: str
    rule: str
    kind: str = ""
