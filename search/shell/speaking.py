"""What the commands share: the index they mean, text that is valid, where answers go.

Answers go to stdout, what is only worth knowing to stderr.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from search import Settings
from search.shell.safety import safe

if TYPE_CHECKING:
    from search import Library, Results
    from search.shell.terminal import Paper

_MOST_TOLD: Final = 1  # line of a glossary, at each search


def settings_of(options: Namespace) -> Settings:
    """The index that was named, else the one of the environment."""
    settings = Settings.from_environment(options.index)
    return replace(settings, workers=getattr(options, "workers", settings.workers))


def valid(text: str) -> str:
    """An argument as Unicode: bytes that the locale could not decode become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def for_reading(options: Namespace) -> bool:
    """Whether the answer is laid out for people."""
    return sys.stdout.isatty() or options.color == "always"


def paper_of(options: Namespace) -> Paper:
    """Colour when asked for, or on a terminal unless NO_COLOR (no-color.org) says otherwise."""
    from shutil import get_terminal_size

    from search.shell.terminal import Paper

    terminal = sys.stdout.isatty()
    # The old console of Windows would show the signs for colours as they are.
    able = os.environ.get("TERM") != "dumb" if os.name != "nt" else "WT_SESSION" in os.environ
    wanted = terminal and able and not os.environ.get("NO_COLOR")
    colour = options.color == "always" or (options.color == "auto" and wanted)
    return Paper(get_terminal_size().columns if terminal else 0, colour)


def tell_notes(results: Results) -> None:
    """How the query was read, and what else it may have been, on stderr."""
    from search.shell import guidance

    for line in guidance.remarks(results):
        tell(line)


def tell_state(library: Library) -> None:
    """That an index is empty or out of date, or a glossary has bad lines, and what to do, on
    stderr.
    """
    if getattr(library, "is_empty", False):
        places = ", ".join(library.stats().folders) or "a folder"
        tell(f"there are no documents yet; put some into {places} and run: mulu index")
    if stale := getattr(library, "stale", ""):
        tell(stale)
    problems = getattr(library, "problems", ())
    for problem in problems[:_MOST_TOLD]:
        tell(f"{problem} (left out)")
    if more := len(problems[_MOST_TOLD:]):
        tell(f"and {more} more of these; mulu check lists them")


def tell(message: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"mulu: {safe(message)}\n")


def write(text: str) -> None:
    """The answer, on stdout. Raises OSError with a sentence where it does not get there."""
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OSError(unwritten(error)) from error


def unwritten(error: OSError) -> str:
    """Why the answer did not get out."""
    return f"the answer could not be written: {(error.strerror or str(error)).lower()}"
