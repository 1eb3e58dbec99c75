"""One line of log for each event; silent unless somebody has asked for logs. Touches nothing.

A handler finds the event's name and its facts in `event` and `facts` of the record.
"""

from __future__ import annotations

import logging
from typing import Final

_LOG: Final = logging.getLogger("mulu.index")


def event(name: str, **facts: object) -> None:
    """Log that something has happened to an index. No fact is ever a text of a document."""
    told = " ".join(f"{key}={value}" for key, value in facts.items())
    _LOG.info("%s %s", name, told, extra={"event": name, "facts": facts})
