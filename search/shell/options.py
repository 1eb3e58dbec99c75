"""The grammar of the command line. Standard library only, and little of it: `--help` is quick.

The namespace that `parse` returns has `command` (the name of a function in `commands`),
`words` (everything that is not an option) and one attribute for each option.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence

SORTS = ("relevance", "newest", "oldest", "title")
"""The same as `search.SORTS`; spelled out because importing that costs half of `--help`."""

MOST_HITS = 200
"""The largest page of hits, as Query allows."""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; wrong ones end in SystemExit(2), `--help` in SystemExit(0).

    Words and options may be mixed. What follows `--` is words, even where it begins with
    a hyphen; argparse loses that mark in some versions, so it is cut off before.
    """
    arguments = list(argv)
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    parser = _parser()
    options, rest = parser.parse_known_args(arguments[:cut])
    strange = [word for word in rest if word.startswith("-")]
    if strange:
        parser.error(
            f"unknown option {strange[0]}; a word that begins with a hyphen goes after --, "
            f"as in: mulu {options.command} -- {strange[0]}"
        )
    options.words = [*options.words, *rest, *arguments[cut + 1 :]]
    if options.command == "show" and len(options.words) != 1:
        parser.error("show takes one NAME: the id or the path of a document")
    if options.command == "stats" and options.words:
        parser.error(f"stats takes no words, but was given {options.words[0]}")
    return options


def interface_language(environ: Mapping[str, str]) -> str:
    """`zh` or `en`: the language of the locale that the environment asks for."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "zh" if environ[name].startswith("zh") else "en"
    return "en"


class _Version(argparse.Action):
    """Print the version that is installed; it is looked up only when asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        sys.stdout.write(f"mulu {version('mulu')}\n")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mulu",
        description="Search a folder of Chinese and English documents.",
        epilog=_examples(
            "mulu index my-documents        read the documents and build the index",
            "mulu search 杭州 maker space   find the documents that hold all of the words",
            "mulu serve                     search in the browser",
        )
        + "\n\nexit codes: 0 found or done, 1 nothing found, 2 error, 130 stopped by Ctrl-C"
        + "\nenvironment: MULU_INDEX (the index folder), NO_COLOR (no colours)",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version)
    _add_index_option(parser, None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in (_add_index, _add_search, _add_show, _add_facets, _add_serve, _add_stats):
        add(commands)
    return parser


def _add_index(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands,
        "index",
        "bring the index up to date with folders",
        "Read the folders and bring the index up to date: what is new or changed is read, what "
        "is gone is forgotten. Without FOLDER: the folders that the index already knows.",
        "mulu index my-documents",
        "mulu index --dry-run              tell what would happen",
        "mulu index --json -q my-documents > report.json",
    )
    parser.add_argument("words", nargs="*", metavar="FOLDER", help="a folder of documents")
    parser.add_argument("--dry-run", action="store_true", help="change nothing, tell what would")
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    _add_run_options(parser)


def _add_search(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands,
        "search",
        "find documents",
        "Find documents that hold all of the words. On a terminal hits are laid out for reading; "
        "in a pipe each is a line of values with tabs between them: id, path, title, date, "
        "language, script, regions, organisations, score, snippet. Without WORD, or with '*', "
        "all documents that pass the filters.",
        "mulu search 杭州 maker space --region 浙江 --date 2016..2017",
        "mulu search '\"科技专项资金\" OR title:创客' --sort newest --json",
        "mulu search 创客 -- -新疆            hits without 新疆",
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="words, phrases, operators")
    _add_filters(parser)
    parser.add_argument("--sort", choices=SORTS, default="relevance", help="(default: relevance)")
    parser.add_argument(
        "--limit", type=_hits, default=10, metavar="N", help=f"hits on a page, 1 to {MOST_HITS}"
    )
    parser.add_argument("--page", type=_positive, default=1, metavar="N", help="from 1")
    forms = parser.add_mutually_exclusive_group()
    for form, text in (
        ("json", "print one JSON object with hits and facets"),
        ("jsonl", "print a JSON object for each hit, one on a line"),
        ("csv", "print a table for spreadsheets, with a header"),
    ):
        forms.add_argument(f"--{form}", action="store_const", const=form, dest="form", help=text)
    _add_looks(parser)


def _add_show(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(
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
    forms.add_argument("--json", action="store_true", help="print everything as JSON")
    forms.add_argument("--raw", action="store_true", help="print only the text as it was read")
    _add_looks(parser)


def _add_facets(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands,
        "facets",
        "count documents by date, region, organisation, language",
        "Count the documents that a query finds by date, region, organisation and language. In "
        "a pipe each count is a line of values with tabs between them: facet, value, label, "
        "count, containing value. Without WORD: all documents.",
        "mulu facets",
        "mulu facets 创客 --region Xinjiang",
        "mulu facets maker space --json",
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="words, phrases, operators")
    _add_filters(parser)
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    _add_looks(parser)


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands,
        "serve",
        "search in the browser",
        "Bring the index up to date with the folders, if any are named, and serve the pages.",
        "mulu serve my-documents",
        "mulu serve --port 8080",
    )
    parser.add_argument("words", nargs="*", metavar="FOLDER", help="a folder of documents")
    parser.add_argument("--host", default="127.0.0.1", help="(default: 127.0.0.1, this machine)")
    parser.add_argument("--port", type=_port, default=8000, help="(default: 8000; 0 picks one)")
    _add_run_options(parser)


def _add_stats(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands,
        "stats",
        "tell the size and age of the index",
        "Tell what the index holds: documents, languages, folders, terms, size and age.",
        "mulu stats",
        "mulu stats --json",
    )
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    parser.set_defaults(words=())


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    summary: str,
    description: str,
    *examples: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=_examples(*examples),
        formatter_class=_Help,
        allow_abbrev=False,
    )
    # Absent unless given, so that it does not undo an --index before the command.
    _add_index_option(parser, argparse.SUPPRESS)
    return parser


class _Help(argparse.RawDescriptionHelpFormatter):
    """Keep the lines of the examples, wrap the description (which is one line)."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text:
            return super()._fill_text(text, width, indent)
        return argparse.HelpFormatter._fill_text(self, text, width, indent)


def _examples(*lines: str) -> str:
    return "\n".join(["examples:", *(f"  {line}" for line in lines)])


def _add_index_option(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--index",
        default=default,
        metavar="DIR",
        help="the index folder (default: $MULU_INDEX, else index)",
    )


def _add_run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=_positive, default=0, metavar="N", help="processes that read documents"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")


def _add_filters(parser: argparse.ArgumentParser) -> None:
    filters = parser.add_argument_group(
        "filters", "Each may be given several times: any of its values will do."
    )
    for names, text in (
        (("--date",), "2016, 2016-08, 2016..2017, ..2016"),
        (("--region",), "Xinjiang, 新疆 or 650000"),
        (("--organisation", "--organization"), "a name, as in 科技部"),
        (("--language",), "en or zh"),
    ):
        filters.add_argument(
            *names, action="append", default=[], metavar=names[0][2:].upper(), help=text
        )


def _add_looks(parser: argparse.ArgumentParser) -> None:
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


def _positive(text: str) -> int:
    return _whole(text, 1, 999_999_999)


def _hits(text: str) -> int:
    return _whole(text, 1, MOST_HITS)


def _port(text: str) -> int:
    return _whole(text, 0, 65_535)
