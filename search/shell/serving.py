"""The web server behind `mulu serve`: a bound socket, the pages, waitress. Touches the network."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

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
    settings: Settings, host: str, listener: socket.socket, tell: Callable[[str], None]
) -> None:
    """Serve the index at the socket until interrupted; `tell` is given what is worth a warning.

    `host` is the name that was bound, by which browsers may call the server beside loopback.
    """
    from search import open_index

    open_index(settings).close()  # without one there is nothing to serve
    from waitress import create_server

    from search.shell.stopping import run
    from web import create_app

    address, port = listener.getsockname()[:2]
    if not ip_address(address).is_loopback:
        tell(f"whoever reaches {address} over the network can read all indexed documents")
    channels: dict[int, Any] = {}
    server = create_server(create_app(settings, hosts=[host]), map=channels, sockets=[listener])
    shown = f"[{address}]" if ":" in address else address
    sys.stdout.write(f"Mulu is at http://{shown}:{port}/ (Ctrl-C stops it)\n")
    sys.stdout.flush()
    run(server, channels, listener)
