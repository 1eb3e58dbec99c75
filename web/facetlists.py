"""The lists of facet values as HTML, made here and not by a template: a page has hundreds of
lines, and a template took most of its time for them. Pure, without Flask.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from web.facets import Choice, Choices
from web.labels import Labels


class Lists:
    """Makes the lists of one page in its language; everything that is shown is escaped."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._chosen = f' <span class="unseen">({escape(labels("facet.chosen"))})</span>'
        self._current = ' aria-current="true"'
        self._exclude = escape(labels.texts["facet.exclude"])

    def __call__(self, choices: Choices) -> Markup:
        """The values in view, and those behind a fold."""
        return Markup("".join(self._list(choices)))  # noqa: S704 - made of escaped pieces

    def _list(self, choices: Choices) -> Iterator[str]:
        yield "<ul>\n"
        for choice in choices.shown:
            yield from self._item(choice)
        yield "</ul>\n"
        if choices.folded:
            more = escape(self._labels.count("facet.more", len(choices.folded)))
            yield f'<details class="more">\n<summary>{more}</summary>\n<ul>\n'
            for choice in choices.folded:
                yield from self._item(choice)
            yield "</ul>\n</details>\n"

    def _item(self, choice: Choice) -> Iterator[str]:
        label, selected = escape(choice.label), choice.selected
        yield (
            f'<li data-value="{escape(choice.value)}"><div class="line">'
            f'<a class="choice" href="{_address(choice.url)}"'
            f"{self._current if selected else ''}>"
            f'<span class="box" aria-hidden="true"></span><bdi class="choice-label">{label}</bdi>'
            f"{self._chosen if selected else ''} "
            f'<span class="count">{choice.count:,}</span></a>'
        )
        if not selected:
            leave = self._exclude.format(label=label)
            yield (
                f'<a class="exclude" href="{_address(choice.exclude)}" aria-label="{leave}"'
                f' title="{leave}">−</a>'
            )
        yield "</div>"
        if choice.inside:
            inside = escape(self._labels.count("facet.inside", len(choice.inside)))
            yield (
                f'<details class="inside"{" open" if choice.open else ""}>'
                f'<summary><span class="unseen">{inside}</span></summary>\n'
            )
            yield from self._list(choice.inside)
            yield "</details>"
        yield "</li>\n"


def _address(url: str) -> str:
    """An address as it stands in an attribute; what it is made of is percent-encoded."""
    return url.replace("&", "&amp;")
