"""The folders that a command means, and what is told while and after they are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from search.shell.speaking import tell

if TYPE_CHECKING:
    from search import Settings, Update

_PATIENCE: Final = 3600.0  # seconds to wait for another process that writes

Progress = Callable[[int, int, str], None]


def named_folders(words: Sequence[str]) -> list[Path]:
    """The folders that were named. One that is missing stops the run before it begins."""
    folders = [Path(word) for word in words]
    for folder in folders:
        if not folder.is_dir():
            reason = "is not a folder" if folder.exists() else "does not exist"
            raise OSError(f"{folder} {reason}; nothing was done")
    return folders


def made_folders(words: Sequence[str]) -> list[Path]:
    """The folders that were named, made where only the last part of a path is not there."""
    for folder in map(Path, words):
        if folder.exists() or folder.is_symlink():
            continue
        if not folder.parent.is_dir():
            raise OSError(f"{folder.parent} does not exist; make it first; nothing was done")
        folder.mkdir()
        tell(f"{folder} did not exist and was made")
    return named_folders(words)


def named_paths(settings: Settings, words: Sequence[str]) -> tuple[list[Path], list[Path]]:
    """The folders that were named, and the other paths: files in indexed folders, or what was
    there and has gone. One of those that lies elsewhere stops the run before it begins.
    """
    from search import Freshness

    paths = [Path(word) for word in words]
    folders = [path for path in paths if path.is_dir()]
    others = [path for path in paths if path not in folders]
    homes = Freshness(settings).folders() if others else []
    for path in others:
        place = path.parent.resolve() / path.name
        if not any(place.is_relative_to(home) for home in homes):
            raise OSError(_elsewhere(path))
    return folders, others


def _elsewhere(path: Path) -> str:
    from shlex import quote  # seldom needed

    if not path.exists():
        return (
            f"{path} does not exist; nothing was done; look how it is written: a path with spaces "
            "needs quotes, and ~ is your home only outside of them"
        )
    return (
        f"{path} is not a folder and lies in none that is indexed; nothing was done; index the "
        f"folder that it is in: mulu index {quote(str(path.parent))}"
    )


def known_folders(settings: Settings, forget: Sequence[Path]) -> list[Path]:
    """The folders of the index that are there now; one that is not may be unmounted.

    Without those to forget. None for an index that is damaged or of another form: `update`
    mends it, or builds it anew from all of its folders.
    """
    from search import DamagedIndex, StaleIndex, open_index

    try:
        with closing(open_index(settings)) as library:
            known = [Path(folder) for folder in library.stats().folders]
    except (DamagedIndex, StaleIndex):
        return []
    if not known:
        raise OSError("the index knows no folder; name one, as in: mulu index my-documents")
    gone = [folder.resolve() for folder in forget]
    wanted = [folder for folder in known if not any(folder.is_relative_to(f) for f in gone)]
    for folder in wanted:
        if not folder.is_dir():
            tell(f"{folder} is not there; what was indexed of it is kept")
    there = [folder for folder in wanted if folder.is_dir()]
    if not there and not forget:
        raise OSError("none of the indexed folders is there; nothing was done")
    return there


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress | None]:
    """A bar with rate and time left while stderr is a terminal, else nothing."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(unit=" files", dynamic_ncols=True, leave=False) as bar:

        def advance(done: int, total: int, _what: str) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield advance


def patiently(bring: Callable[[Settings], Update], settings: Settings, quiet: bool) -> Update:
    """Bring the index up to date; where another process writes it, tell so and wait for that."""
    from search import IndexLocked

    try:
        return bring(settings)
    except IndexLocked as error:
        if not quiet:
            tell(f"{error}; waiting")
        return bring(replace(settings, lock_seconds=_PATIENCE))


def tell_failures(outcome: Update, quiet: bool) -> None:
    """Name the files that could not be read, and why, on stderr, those of the last update as a
    number; and why more was looked at than was named.
    """
    for reason in outcome.widened:
        tell(f"more was looked at than was named: {reason}")
    for failure in outcome.failed:
        if not failure.again:
            tell(f"{failure.path}: {failure.reason}")
    done = (outcome.added, outcome.changed, outcome.removed, outcome.moved, outcome.unchanged)
    if not any(done) and not quiet:
        found = "none of the files could be read" if outcome.failed else "no file was found"
        tell(f"nothing was indexed: {found}; put documents there and run it again")
    again = sum(failure.again for failure in outcome.failed)
    if again and not quiet:
        tell(f"not read, as before: {again:,} (mulu stats names them)")
