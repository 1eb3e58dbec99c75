"""What the commands share in the grammar of the command line: options, numbers, help texts.

Standard library only.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

MOST_HITS = 200
"""The largest page of hits, as Query allows."""


def interface_language(environ: Mapping[str, str]) -> str:
    """`zh` or `en`: the language of the locale that the environment asks for."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "zh" if environ[name].startswith("zh") else "en"
    return "en"


def command(
    commands: Commands,
    name: str,
    summary: str,
    description: str,
    *lines: str,
) -> argparse.ArgumentParser:
    """Add a command with its help and examples."""
    parser = commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=examples(*lines),
        formatter_class=_Help,
        allow_abbrev=False,
    )
    # Absent unless given, so that it does not undo an --index before the command.
    add_index_option(parser, argparse.SUPPRESS)
    return parser


class _Help(argparse.RawDescriptionHelpFormatter):
    """Keep the lines of the examples, wrap the description (which is one line)."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text:
            return super()._fill_text(text, width, indent)
        return argparse.HelpFormatter._fill_text(self, text, width, indent)


def examples(*lines: str) -> str:
    """The examples at the end of a help text."""
    return "\n".join(["examples:", *(f"  {line}" for line in lines)])


def add_index_option(parser: argparse.ArgumentParser, default: str | None) -> None:
    """The index folder."""
    parser.add_argument(
        "--index",
        default=default,
        metavar="DIR",
        help="the index folder (default: $MULU_INDEX, else index)",
    )


def add_run_options(parser: argparse.ArgumentParser) -> None:
    """What is common to commands that read documents."""
    parser.add_argument(
        "--workers", type=positive, default=0, metavar="N", help="processes that read documents"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")
    parser.add_argument(
        "--log", choices=("text", "json"), default="", help="a line on stderr for each event"
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Facet values that documents must have."""
    filters = parser.add_argument_group(
        "filters",
        "Each may be given several times: any of its values will do. The value none stands for "
        "documents that do not state it.",
    )
    for names, text in (
        (("--date",), "2016, 2016-08, 2016..2017, ..2016"),
        (("--region",), "Xinjiang, 新疆 or 650000"),
        (("--organisation", "--organization"), "a name, as in 科技部"),
        (("--publisher",), "who published it, as in 新华社 or Xinhua"),
        (("--language",), "en or zh"),
        (("--event",), "when what the text speaks of was: 2016, 2019-11, 2011..2015"),
        (("--organisation-type", "--organization-type"), "government, university, company, …"),
        (("--amount",), "'>1e9', 8500万元, 1e6..5e6CNY"),
    ):
        filters.add_argument(
            *names, action="append", default=[], metavar=names[0][2:].upper(), help=text
        )


def add_expansion(parser: argparse.ArgumentParser) -> None:
    """Whether words in the other language are looked for as well, and all of them must be met."""
    parser.add_argument(
        "--strict",
        action="store_true",
        help="find only documents with all of the words, in either language",
    )
    parser.add_argument(
        "--no-expand",
        dest="expand",
        action="store_false",
        help="find the words as typed only, not in the other language",
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="WORD",
        help="do not look for this alternative, or for any to this word (repeatable)",
    )


def add_grouping(parser: argparse.ArgumentParser) -> None:
    """Whether near-duplicates stand apart."""
    parser.add_argument(
        "--group",
        action=argparse.BooleanOptionalAction,
        help="let the best of near-duplicates stand for the others (default: only for reading)",
    )


def add_looks(parser: argparse.ArgumentParser) -> None:
    """How the answer looks."""
    looks = parser.add_argument_group("looks")
    looks.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours; 'always' also lays hits out for reading in a pipe (default: auto)",
    )
    looks.add_argument(
        "--ui",
        choices=("en", "zh"),
        default=interface_language(os.environ),
        help="the language of labels (default: that of the locale)",
    )


def _whole(text: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and low <= int(text) <= high):
        raise argparse.ArgumentTypeError(f"not a whole number from {low} to {high}: {text}")
    return int(text)


def positive(text: str) -> int:
    """A whole number from 1."""
    return _whole(text, 1, 999_999_999)


def hits(text: str) -> int:
    """A number of hits."""
    return _whole(text, 1, MOST_HITS)


def port(text: str) -> int:
    """A port number."""
    return _whole(text, 0, 65_535)
