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
        self._out = escape(labels("facet.out"))

    def __call__(self, choices: Choices, unlisted: int = 0, url: str = "") -> Markup:
        """The values in view, and those behind a fold; how many more there are leads to all."""
        return Markup("".join(self._list(choices, unlisted, url)))  # noqa: S704 - escaped pieces

    def _list(self, choices: Choices, unlisted: int = 0, url: str = "") -> Iterator[str]:
        count = self._labels.count
        more = escape(count("facet.unlisted", unlisted)) if unlisted else ""
        link = f'<p class="hint"><a href="{_address(url)}">{more}</a></p>\n' if more else ""
        yield "<ul>\n"
        for choice in choices.shown:
            yield from self._item(choice)
        yield "</ul>\n"
        if choices.folded:
            more = escape(count("facet.more", len(choices.folded) + unlisted))
            yield f'<details class="more">\n<summary>{more}</summary>\n<ul>\n'
            for choice in choices.folded:
                yield from self._item(choice)
            yield f"</ul>\n{link}</details>\n"
        else:
            yield link

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
        if selected:
            leave = self._exclude.format(label=label)
            yield (
                f'<a class="exclude" href="{_address(choice.exclude)}" aria-label="{leave}">'
                f"{self._out}</a>"
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
