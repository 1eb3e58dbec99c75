"""Logs on stderr, one line for each event, where `--log` asks for them. Touches logging.

    2026-11-22T08:30:05Z request page=search status=200 ms=12.1
    {"time": "2026-11-22T08:30:05Z", "event": "request", "page": "search", …}

The rooms tell their events through the logger `mulu` and know nothing of this one.
"""

from __future__ import annotations

import json
import logging
import sys
import time


def start(form: str) -> None:
    """Write all events to stderr from now on, as `text` or as `json`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines(as_json=form == "json"))
    logger = logging.getLogger("mulu")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False


class _Lines(logging.Formatter):
    """An event as one line, whatever stands in its facts."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        name = getattr(record, "event", record.name)
        facts: dict[str, object] = getattr(record, "facts", {"said": record.getMessage()})
        if self._as_json:
            return _json({"time": when, "event": name, **facts})
        told = (f"{key}={_plain(value)}" for key, value in facts.items())
        return " ".join((when, name, *told))


def _plain(value: object) -> str:
    """A fact as it is where it is one plain word, else in quotes."""
    text = str(value)
    plain = text.isprintable() and text and not any(c in ' "=' for c in text)
    return text if plain else _json(text)


def _json(value: object) -> str:
    """JSON on one line that a terminal shows as it is: no control and no reordering signs."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
