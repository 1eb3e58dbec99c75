"""The grammar of the command line. Standard library only, and little of it: `--help` is quick.

The namespace that `parse` returns has `command` (the name of a function in `commands`),
`words` (everything that is not an option) and one attribute for each option.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence

from search.shell.grammar import (
    MOST_HITS,
    Commands,
    add_expansion,
    add_filters,
    add_grouping,
    add_index_option,
    add_looks,
    command,
    examples,
    hits,
    positive,
)
from search.shell.upkeep import add_check, add_index, add_serve, add_stats, add_watch

SORTS = ("relevance", "newest", "oldest", "title")
"""The same as `search.SORTS`; spelled out because importing that costs half of `--help`."""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; wrong ones end in SystemExit(2), `--help` in SystemExit(0).

    Words and options may be mixed. What follows `--` is words, even where it begins with
    a hyphen; argparse loses that mark in some versions, so it is cut off before.
    """
    arguments = list(argv)
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    parser = _parser(_wanted(arguments[:cut]))
    options, rest = parser.parse_known_args(arguments[:cut])
    strange = [word for word in rest if word.startswith("-")]
    if strange:
        parser.error(
            f"unknown option {strange[0]}; a word that begins with a hyphen goes after --, "
            f"as in: mulu {options.command} -- {strange[0]}"
        )
    options.words = [*options.words, *rest, *arguments[cut + 1 :]]
    if options.command in ("show", "similar") and len(options.words) != 1:
        parser.error(f"{options.command} takes one NAME: the id or the path of a document")
    if options.command == "explain" and len(options.words) not in (1, 2):
        parser.error("explain takes a QUERY (in quotes if it has spaces) and perhaps a NAME")
    if options.command in ("stats", "check") and options.words:
        parser.error(f"{options.command} takes no words, but was given {options.words[0]}")
    if options.command == "serve" and len(options.upload_to) > options.allow_upload:
        parser.error("--upload-to takes one folder, and needs --allow-upload")
    return options


class _Version(argparse.Action):
    """Print the version that is installed; it is looked up only when asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        sys.stdout.write(f"mulu {version('mulu')}\n")
        parser.exit()


def _wanted(arguments: Sequence[str]) -> Iterable[str]:
    """The commands whose grammar is needed: making all of it takes longer than reading it."""
    if arguments and arguments[0] in _COMMANDS:
        return [name for name in _COMMANDS if name in arguments]
    return _COMMANDS


def _parser(wanted: Iterable[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mulu",
        description="Search a folder of Chinese and English documents.",
        epilog=examples(
            "mulu index my-documents        read the documents and build the index",
            "mulu search 杭州 maker space   find the documents that hold all of the words",
            "mulu serve                     search in the browser",
        )
        + "\n\nexit codes: 0 found or done, 1 nothing found, 2 error, 130 stopped by Ctrl-C"
        + "\n(index: 0 also where single files could not be read; stderr names them)"
        + "\nenvironment: MULU_INDEX (the index folder), MULU_GLOSSARY (your words for the other"
        + "\nlanguage), MULU_FILE_SECONDS and MULU_FILE_MB (processor time and memory that"
        + "\nreading one file may take: 120 and 512), NO_COLOR (no colours)",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version)
    add_index_option(parser, None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in wanted:
        _COMMANDS[name](commands)
    return parser


def _add_search(commands: Commands) -> None:
    parser = command(
        commands,
        "search",
        "find documents",
        "Find documents that hold all of the words. On a terminal hits are laid out for reading; "
        "in a pipe each is a line of values with tabs between them: id, path, title, date, "
        "language, script, regions, organisations, score, snippet, publisher, words that it lacks. "
        "Without WORD, or with '*', all documents that pass the filters.",
        "mulu search 杭州 maker space --region 浙江 --date 2016..2017",
        "mulu search '\"科技专项资金\" OR title:创客' --sort newest --json",
        "mulu search 创客 -- -新疆            hits without 新疆",
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="words, phrases, operators")
    add_filters(parser)
    add_expansion(parser)
    add_grouping(parser)
    parser.add_argument("--sort", choices=SORTS, default="relevance", help="(default: relevance)")
    parser.add_argument(
        "--limit", type=hits, default=10, metavar="N", help=f"hits on a page, 1 to {MOST_HITS}"
    )
    parser.add_argument("--page", type=positive, default=1, metavar="N", help="from 1")
    parser.add_argument("--all", action="store_true", help="all hits at once, 10,000 at most")
    forms = parser.add_mutually_exclusive_group()
    for form, text in (
        ("json", "print one JSON object with hits and facets"),
        ("jsonl", "print a JSON object for each hit, one on a line"),
        ("csv", "print a table for spreadsheets, with a header"),
        ("atom", "print the page as an Atom feed"),
    ):
        forms.add_argument(f"--{form}", action="store_const", const=form, dest="form", help=text)
    parser.add_argument(
        "--site", default="http://127.0.0.1:8000", metavar="URL", help="where the feed's links lead"
    )
    add_looks(parser)


def _add_show(commands: Commands) -> None:
    parser = command(
        commands,
        "show",
        "print one document with what is known about it",
        "Print a document: title, facts with their evidence, repairs, and the clean text.",
        "mulu show news/2016-08.txt",
        "mulu show 3f2a9c0d11e7b654 --query 创客      mark the words of a query",
        "mulu show news/2016-08.txt --raw             the text before it was repaired",
    )
    parser.usage = "mulu show NAME [--query QUERY] [--repairs] [--json | --raw] [options]"
    parser.add_argument("words", nargs="*", metavar="NAME", help="the id or path of a document")
    parser.add_argument("--query", default="", help="mark what this query finds")
    parser.add_argument("--repairs", action="store_true", help="list every repair")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument(
        "--json",
        action="store_true",
        help="print everything as JSON; evidence and marks are places in its text",
    )
    forms.add_argument("--raw", action="store_true", help="print only the text as it was read")
    add_looks(parser)


def _add_facets(commands: Commands) -> None:
    parser = command(
        commands,
        "facets",
        "count documents by date, region, organisation, publisher, language",
        "Count the documents that a query finds by date, region, organisation, publisher, language "
        "and more. What is chosen in a facet does not shrink its own counts. In a pipe each count "
        "is a line of values with tabs between them: facet, value, label, count, containing "
        "value. Without WORD: all documents.",
        "mulu facets",
        "mulu facets 创客 --region Xinjiang --publisher 新华社",
        "mulu facets maker space --json",
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="words, phrases, operators")
    add_filters(parser)
    add_expansion(parser)
    parser.add_argument(
        "--all", dest="every", action="store_true", help="all values of a facet, not the first 100"
    )
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    add_looks(parser)


def _add_suggest(commands: Commands) -> None:
    parser = command(
        commands,
        "suggest",
        "tell how what you have begun to type may go on",
        "Suggest terms, regions, organisations, publishers and titles of the index that go on "
        "from TEXT, in either script or in pinyin. In a pipe each is a line of values with tabs "
        "between them: kind, text, count, id.",
        "mulu suggest 众创",
        "mulu suggest wlmq                 the initials of 乌鲁木齐",
        "mulu suggest chuangke --json",
    )
    parser.add_argument("words", nargs="*", metavar="TEXT", help="what was typed so far")
    parser.add_argument("--limit", type=hits, default=10, metavar="N", help="(default: 10)")
    parser.add_argument("--json", action="store_true", help="print the suggestions as JSON")
    add_looks(parser)


def _add_similar(commands: Commands) -> None:
    parser = command(
        commands,
        "similar",
        "find documents like one",
        "Find the documents that are most like the one of this id or path, and the same story in "
        "the other language. With --language only those in that language. In a pipe each is a "
        "line of values as of mulu search.",
        "mulu similar news/2016-08.txt",
        "mulu similar 3f2a9c0d11e7b654 --language zh",
    )
    parser.add_argument("words", nargs="*", metavar="NAME", help="the id or path of a document")
    parser.add_argument("--language", default="", metavar="LANGUAGE", help="en or zh")
    parser.add_argument(
        "--limit", type=hits, default=5, metavar="N", help="of each of the two (default: 5)"
    )
    parser.add_argument("--json", action="store_true", help="print the documents as JSON")
    add_looks(parser)


def _add_explain(commands: Commands) -> None:
    parser = command(
        commands,
        "explain",
        "tell how a query is read and why a document scores as it does",
        "Tell how QUERY is read: its words, their terms, alternatives and notes. With NAME, the "
        "id or path of a document, also what each term adds to that document's score.",
        "mulu explain 'maker space 杭州'",
        "mulu explain 众创空间 news/2016-08.txt",
    )
    parser.usage = "mulu explain QUERY [NAME] [--json] [options]"
    parser.add_argument("words", nargs="*", metavar="QUERY", help="a query, in quotes; a document")
    add_expansion(parser)
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    add_looks(parser)


_COMMANDS: dict[str, Callable[[Commands], None]] = {
    "index": add_index,
    "search": _add_search,
    "show": _add_show,
    "facets": _add_facets,
    "suggest": _add_suggest,
    "similar": _add_similar,
    "explain": _add_explain,
    "serve": add_serve,
    "watch": add_watch,
    "stats": add_stats,
    "check": add_check,
}
