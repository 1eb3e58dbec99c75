"""A real Chromium and a running server: for the browser tests and the screenshots."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from werkzeug.serving import make_server

from search import Settings
from web import Offer, create_app

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DRIVERS = ("chromedriver",)
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1280,900",
)


def missing() -> str:
    """The first program that is needed and not installed, or nothing."""
    return next((names[0] for names in (BROWSERS, DRIVERS) if not _found(names)), "")


def _found(names: tuple[str, ...]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def start_browser(profile: Path, **preferences: Any) -> Chrome:
    """Start a browser with a new profile in the folder `profile`."""
    options = ChromeOptions()
    options.binary_location = _found(BROWSERS) or BROWSERS[0]
    for switch in (*SWITCHES, f"--user-data-dir={profile}"):
        options.add_argument(switch)
    options.add_experimental_option("prefs", {"intl.accept_languages": "en", **preferences})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return Chrome(options, Service(_found(DRIVERS)))


def look(browser: Chrome, width: int, theme: str, height: int = 900) -> None:
    """Set the size of the screen and the theme."""
    screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    preference = {"name": "prefers-color-scheme", "value": theme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [preference]})


@contextmanager
def serving(settings: Settings, offer: Offer | None = None) -> Iterator[str]:
    """Serve the index on a free port; gives the address."""
    app = create_app(settings, offer=offer)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        app.extensions["shelf"].close()
