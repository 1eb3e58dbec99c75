"""The pages in a real Chromium, over a real index of the seeds and of a hostile file.

Skipped where Chromium is not installed, but never in CI.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import look, missing, serving, start_browser
from index_fixtures import SEEDS
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

from search import Settings, update
from web import Offer

TOKEN = "a-token"


HOSTILE = "<img src=x onerror=\"document.title='owned'\">"


PATHS = (
    "/",
    "/search?q=%E5%88%9B%E6%96%B0",
    "/search?q=zzzzqqqq&region=650000",
    "/nowhere",
    "/help",
    "/values/region?q=%2A&find=xin",
)


Open = Callable[..., Chrome]


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that documents are added to."""
    return tmp_path_factory.mktemp("inbox").resolve()


@pytest.fixture(scope="session")
def pages_settings(tmp_path_factory: pytest.TempPathFactory, inbox: Path) -> Settings:
    """Settings of an index of the seeds, a hostile file and the folder of added documents.

    One file has come since, so that pages say that the index is behind.
    """
    hostile = tmp_path_factory.mktemp("hostile")
    text = (
        f"{HOSTILE}\n\nUpdated: 2016-06-06\n\n{HOSTILE} <script>document.title='owned'</script>\n"
    )
    (hostile / f"payload {HOSTILE}.txt").write_text(text, encoding="utf-8")
    settings = Settings(index=tmp_path_factory.mktemp("index") / "index")
    update(settings, [SEEDS, hostile, inbox])
    (hostile / "later.txt").write_text("later", encoding="utf-8")
    return settings


@pytest.fixture(scope="module")
def site(pages_settings: Settings, inbox: Path) -> Iterator[str]:
    """The address of a running server over the index, to which documents may be added."""
    with serving(pages_settings, Offer(inbox, TOKEN)) as address:
        yield address


@pytest.fixture(scope="module")
def open_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Start browsers with profiles of their own; all are ended with the module."""
    if needed := missing():
        if os.environ.get("CI"):
            pytest.fail(f"CI must have {needed}: .ci/run installs it")
        pytest.skip(f"{needed} is not installed")
    started: list[Chrome] = []

    def start(**preferences: Any) -> Chrome:
        started.append(start_browser(tmp_path_factory.mktemp("profile"), **preferences))
        return started[-1]

    yield start
    for browser in started:
        browser.quit()


@pytest.fixture(scope="module")
def shared_browser(open_browser: Open) -> Chrome:
    """The one browser with script of a module."""
    return open_browser()


@pytest.fixture(scope="module")
def scriptless_browser(open_browser: Open) -> Chrome:
    """A browser that runs no script."""
    return open_browser(**{"profile.managed_default_content_settings.javascript": 2})


@pytest.fixture
def browser(shared_browser: Chrome) -> Iterator[Chrome]:
    """A browser with script, on a wide screen in the light theme; its log must stay clean."""
    shared_browser.execute_cdp_cmd("Network.clearBrowserCookies", {})
    look(shared_browser, 1280, "light")
    yield shared_browser
    complaints = [entry["message"] for entry in shared_browser.get_log("browser")]  # type: ignore[no-untyped-call]
    assert [
        text for text in complaints if "the server responded with a status of" not in text
    ] == []


def follow(browser: Chrome, selector: str, words: str = "") -> None:
    """Click the first element of `selector` that shows `words`, and wait for its page."""
    found = browser.find_elements(By.CSS_SELECTOR, selector)
    element = next(element for element in found if words in element.text)
    old = browser.find_element(By.TAG_NAME, "html")
    element.click()
    waiting = WebDriverWait(browser, 20, ignored_exceptions=[WebDriverException])
    waiting.until(staleness_of(old))  # between two pages the driver may know neither


def texts(browser: Chrome, selector: str) -> list[str]:
    """The words of every element of `selector` that can be seen."""
    return [element.text for element in browser.find_elements(By.CSS_SELECTOR, selector)]
