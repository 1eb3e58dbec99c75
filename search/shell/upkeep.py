"""The grammar of the commands that keep an index and serve it. Standard library only."""

from __future__ import annotations

from search.shell.grammar import Commands, add_looks, add_run_options, command, port


def add_index(commands: Commands) -> None:
    """Add `mulu index`."""
    parser = command(
        commands,
        "index",
        "bring the index up to date with folders",
        "Read the folders and bring the index up to date: what is new or changed is read, what "
        "is gone is forgotten. Without PATH: the folders that the index already knows. A file in "
        "an indexed folder, or a folder in one, is looked at alone, which takes no longer for "
        "many other files beside it; it may have gone.",
        "mulu index my-documents",
        "mulu index my-documents/new.pdf   a file that has come, changed or gone",
        "mulu index --dry-run              tell what would happen",
        "mulu index --json -q my-documents > report.json",
        "mulu index --forget old-documents take a folder out of the index",
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="PATH",
        help="a folder of documents, or a file or folder in one that is indexed",
    )
    parser.add_argument("--dry-run", action="store_true", help="change nothing, tell what would")
    parser.add_argument(
        "--forget",
        action="append",
        default=[],
        metavar="FOLDER",
        help="take this folder out of the index, whether it is there or gone (repeatable)",
    )
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    add_run_options(parser)


def add_serve(commands: Commands) -> None:
    """Add `mulu serve`."""
    parser = command(
        commands,
        "serve",
        "search in the browser",
        "Bring the index up to date with the folders, if any are named, and serve the pages.",
        "mulu serve my-documents",
        "mulu serve --port 8080",
        "mulu serve --watch               pick up what changes in the folders meanwhile",
        "mulu serve --allow-upload        add documents in the browser, with a token",
    )
    parser.add_argument("words", nargs="*", metavar="FOLDER", help="a folder of documents")
    parser.add_argument("--host", default="127.0.0.1", help="(default: 127.0.0.1, this machine)")
    parser.add_argument("--port", type=port, default=8000, help="(default: 8000; 0 picks one)")
    parser.add_argument(
        "--watch", action="store_true", help="keep the index in step, as mulu watch"
    )
    parser.add_argument(
        "--allow-upload",
        action="store_true",
        help="let whoever has the token that is printed add documents in the browser",
    )
    parser.add_argument(
        "--upload-to",
        action="append",
        default=[],
        metavar="DIR",
        help="the folder that they are kept in, made if there is none (default: the first FOLDER "
        "or indexed folder)",
    )
    parser.add_argument(
        "--log-queries", action="store_true", help="let the log tell what is searched for"
    )
    add_run_options(parser)


def add_watch(commands: Commands) -> None:
    """Add `mulu watch`."""
    parser = command(
        commands,
        "watch",
        "keep the index in step with folders",
        "Bring the index up to date with the folders, and again whenever files in them come, "
        "change or go, until Ctrl-C. A file that is being written is read when it has been left "
        "alone for two seconds. Without FOLDER: the folders that the index already knows.",
        "mulu watch my-documents",
        "mulu watch --json                 a line of JSON for each update",
    )
    parser.add_argument("words", nargs="*", metavar="FOLDER", help="a folder of documents")
    parser.add_argument("--json", action="store_true", help="print each outcome as JSON")
    add_run_options(parser)


def add_stats(commands: Commands) -> None:
    """Add `mulu stats`."""
    parser = command(
        commands,
        "stats",
        "tell the size and age of the index",
        "Tell what the index holds: documents, languages, folders, terms, size and age.",
        "mulu stats",
        "mulu stats --json",
    )
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    parser.set_defaults(words=())


def add_check(commands: Commands) -> None:
    """Add `mulu check`."""
    parser = command(
        commands,
        "check",
        "verify the index and list doubtful values",
        "Verify every byte of the index (with --deep, mend what is damaged from what is whole), "
        "then list what a person should look at: dates read from "
        "weak signs, regions that share a name, organisations that look like one, corrections "
        "that are wrong, that no document answers to or that change nothing. On a terminal they "
        "stand by kind, with what to do about them; in a pipe each line has kind, path and text "
        "with tabs between them. Put right what is wrong in mulu-corrections.tsv beside the "
        "documents.",
        "mulu check",
        "mulu check --deep",
        "mulu check --json",
    )
    parser.add_argument("--deep", action="store_true", help="mend what is damaged, if it can be")
    parser.add_argument("--json", action="store_true", help="print them as JSON")
    add_looks(parser)
    parser.set_defaults(words=())
