"""The shell `mulu`: reads the arguments, runs one command, turns errors into exit codes.

Exit codes are those of grep: 0 something was found or done, 1 nothing was found, 2 an
error (one line on stderr, never a traceback); 130 after Ctrl-C. Imports next to nothing
until a command needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from io import TextIOWrapper

from search.shell.options import parse

FOUND, NONE, ERROR, INTERRUPTED = 0, 1, 2, 130
_LOOK_UPS = frozenset({"search", "show", "facets", "suggest", "similar", "explain", "stats"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command with `argv` → its exit code.

    Without, it is that of the process, which a look-up then ends at once: it has let go of the
    index, and taking everything else apart would be a tenth of its time.
    """
    # numpy comes with an algebra library that would start threads at once; nothing here calls it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _prepare_streams()
    if argv is not None:
        return _run_and_flush(argv)
    look_up = not _LOOK_UPS.isdisjoint(sys.argv[1:2])
    if look_up:
        gc.disable()  # the garbage of one answer is not worth looking for
    code = _run_and_flush(sys.argv[1:])
    if look_up:
        sys.stderr.flush()
        os._exit(code)
    return code


def _run_and_flush(argv: Sequence[str]) -> int:
    code = FOUND
    try:
        code = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output (`| head`) had enough: no error
        _discard_output()
        return FOUND
    except OSError as error:  # a full disk, of which a command may have spoken already
        from search.shell.speaking import unwritten

        _discard_output()
        return code if code == ERROR else _say(unwritten(error), ERROR)
    return code


def _discard_output() -> None:
    """Python flushes stdout once more at exit; that must not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _prepare_streams() -> None:
    """Write what the locale cannot express as `?`; in a pipe always UTF-8 and line feeds."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            piped = not stream.isatty()
            stream.reconfigure(
                encoding="utf-8" if piped else None,
                errors="replace",
                newline="\n" if piped else None,
            )


def _run(argv: Sequence[str]) -> int:
    try:
        options = parse(argv)
    except SystemExit as stop:  # argparse has said why
        return stop.code if isinstance(stop.code, int) else ERROR
    _load_records()
    try:
        from search import MuluError
        from search.shell import commands

        if getattr(options, "log", ""):
            from search.shell import logs

            logs.start(options.log)
        run: Callable[[Namespace], int] = getattr(commands, options.command)
        return run(options)
    except BrokenPipeError:
        raise
    except KeyboardInterrupt as stop:  # an update says what it has kept
        return _say(
            str(stop)
            or "stopped; nothing is lost: the index is as the last complete run left it, "
            "and mulu index goes on from there",
            INTERRUPTED,
        )
    except (MuluError, OSError) as error:
        return _say(_told(error), ERROR)
    except Exception as error:  # a mistake of ours: say where, but spare the user the traceback
        return _say(f"{_place(error)} failed unexpectedly: {error!r}", ERROR)


def _load_records() -> None:
    """Import msgspec without typing_extensions, of which it takes, where it is there, what this
    Python has itself: to load that is a thirtieth of a look-up.
    """
    name = "typing_extensions"
    if name not in sys.modules:
        sys.modules[name] = None  # type: ignore[assignment]
        import msgspec  # noqa: F401

        del sys.modules[name]


def _told(error: Exception) -> str:
    """An error in words: of one of the system what it is about, and not its number."""
    if isinstance(error, OSError) and error.strerror:
        about = f"{error.filename}: " if error.filename else ""
        return f"{about}{error.strerror.lower()}"
    return str(error)


def _place(error: Exception) -> str:
    from pathlib import PurePath
    from traceback import extract_tb

    frame = extract_tb(error.__traceback__)[-1]
    return f"{PurePath(frame.filename).name}, line {frame.lineno}"


def _say(message: str, code: int) -> int:
    from search.shell.safety import safe

    sys.stderr.write(f"mulu: {safe(message)}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
