"""The web server behind `mulu serve`: a bound socket, the pages, waitress. Touches the network."""

from __future__ import annotations

import gc
import logging
import secrets
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from search.shell.safety import safe
from search.shell.speaking import tell_state

if TYPE_CHECKING:
    from search import Settings


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there (port 0: on a free port); OSError says why not and what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OSError(
            f"cannot serve at {host}, port {port}: {reason.lower()}; "
            "choose another --port or --host"
        ) from None


def serve_pages(
    settings: Settings,
    host: str,
    listener: socket.socket,
    tell: Callable[[str], None],
    *,
    uploads: bool = False,
    upload_to: Path | None = None,
    log_queries: bool = False,
) -> None:
    """Serve the index at the socket until interrupted; `tell` is given what is worth a warning.

    `host` is the name that was bound, by which browsers may call the server beside loopback.
    With `uploads` documents can be added to `upload_to`, or else to the first indexed folder,
    by whoever has the token that is printed. `log_queries` lets the log tell the queries.
    """
    from search import open_index

    with closing(open_index(settings)) as library:  # without one there is nothing to serve
        folder = upload_to or Path(next(iter(library.stats().folders), "."))
        tell_state(library)
    del library
    from waitress import create_server

    from search.shell.receiving import receiver
    from search.shell.stopping import run
    from web import MOST_BYTES, Offer, create_app, may_add, warm

    address, port = listener.getsockname()[:2]
    if not ip_address(address).is_loopback:
        tell(f"whoever reaches {address} over the network can read all indexed documents")
        if uploads:
            tell("the token and what is added cross the network as they are, for all to read")
    offer = Offer(folder, secrets.token_urlsafe(16)) if uploads else None
    channels: dict[int, Any] = {}
    # A few clients at once are no event: each would be a line on the terminal.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = create_app(settings, hosts=[host], offer=offer, log_queries=log_queries)
    server = create_server(
        app,
        map=channels,
        sockets=[listener],
        # What is somewhat too large the application refuses itself, in the words of a page.
        max_request_body_size=MOST_BYTES + MOST_BYTES // 4,
    )
    server.channel_class = receiver(server, partial(may_add, app))
    shown = f"[{address}]" if ":" in address else address
    sys.stdout.write(f"Mulu is at http://{shown}:{port}/ (Ctrl-C stops it)\n")
    if offer:
        sys.stdout.write(
            f"Documents can be added to {safe(str(offer.folder))} at http://{shown}:{port}/add "
            f"with the token {offer.token}\n"
        )
    sys.stdout.flush()
    # What is loaded by now is no garbage; no index is open, so that none is kept for ever.
    gc.collect()
    gc.freeze()
    Thread(target=warm, args=(app,), daemon=True).start()  # whoever is first should not wait
    run(server, channels, listener)
