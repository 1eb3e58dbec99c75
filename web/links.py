"""The addresses of searches that differ from one another in little; pure, without Flask.

A page has hundreds of them: what they share is encoded once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import quote_plus

from web.addresses import FACETS, NAMES, PATH, Address, grouped, quoted

_FIELDS: Final = {facet: field for facet, field, _ in FACETS}
_BARE: Final = re.compile(r"[\w-]+")


class Links:
    """The addresses of first pages of searches that are like `address` but for one part."""

    def __init__(self, address: Address) -> None:
        self._text = address.query.text
        self._parts = dict.fromkeys(NAMES, "")  # each parameter with a `&` behind it
        for name, value in address.turned().parameters():
            self._parts[name] += f"{name}={quoted(value)}&"

    def choosing(self, facet: str) -> Callable[[Sequence[str]], str]:
        """What gives the address with just these values chosen in `facet`."""
        name = _FIELDS[facet]
        head, tail = self._around(name)

        def url(values: Sequence[str]) -> str:
            chosen = "".join([f"{name}={quoted(value)}&" for value in values])
            return f"{head}{chosen}{tail}"[:-1]

        return url

    def leaving_out(self, facet: str) -> Callable[[str], str]:
        """What gives the address without one value of `facet`, by its name in a query."""
        before = quote_plus(f"{grouped(self._text) or '*'} -{_FIELDS[facet]}:")
        _, tail = self._around("q")

        def url(name: str) -> str:
            called = name if _BARE.fullmatch(name) else f'"{name}"'
            return f"{PATH}?q={before}{quoted(called)}&{tail}"[:-1]

        return url

    def setting(self, name: str) -> Callable[[str], str]:
        """What gives the address with this value of the parameter `name`, none where empty."""
        head, tail = self._around(name)

        def url(value: str) -> str:
            return f"{head}{name}={quoted(value)}&{tail}"[:-1] if value else f"{head}{tail}"[:-1]

        return url

    def adding(self, name: str) -> Callable[[str], str]:
        """What gives the address with one value more of the parameter `name`."""
        head, tail = self._around(name)
        head += self._parts[name]
        return lambda value: f"{head}{name}={quoted(value)}&{tail}"[:-1]

    def _around(self, name: str) -> tuple[str, str]:
        """What stands before and behind a parameter in the canonical order."""
        at, parts = NAMES.index(name), list(self._parts.values())
        return f"{PATH}?{''.join(parts[:at])}", "".join(parts[at + 1 :])
