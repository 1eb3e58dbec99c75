"""Open an index for answering; one that is out of date answers until it has been built anew.

Touches the index.
"""

from __future__ import annotations

from contextlib import suppress

from search.engine import WhooshEngine
from search.engine.generations.storage import Storage
from search.errors import DamagedIndex, StaleIndex
from search.settings import Settings


def open_engine(settings: Settings, version: dict[str, str]) -> tuple[WhooshEngine, str]:
    """Return the engine and what is to be said of the index, if it is out of date.

    Other data or other code may find a little less in it, but an index whose files have our
    form still answers. Raises StaleIndex where they have not, NoIndex and DamagedIndex.
    """
    try:
        return WhooshEngine(settings, version), ""
    except StaleIndex as error:
        with suppress(DamagedIndex):
            built = Storage(settings.index).serving().fingerprint
            if built.get("schema") == version["schema"]:
                return WhooshEngine(settings, built), str(error)
        raise
