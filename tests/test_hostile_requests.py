"""Short versions of the fuzzers in `reliability/`, and their payloads in a real Chromium."""

from __future__ import annotations

import pytest
from browser_fixtures import Open
from chromium import serving
from reliability.asking import ask
from reliability.browsing import Target, browse, target
from reliability.payloads import MARK, PAYLOADS
from reliability.queries import QUERIES_OF_DEATH
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from search import Library, Query, Settings


@pytest.fixture(scope="module")
def aim(tmp_path_factory: pytest.TempPathFactory) -> Target:
    """The application over an index of payloads."""
    return target(tmp_path_factory.mktemp("payloads"))


@pytest.fixture(scope="module")
def browser(open_browser: Open) -> Chrome:
    """One Chromium for all pages."""
    return open_browser()


def test_no_query_of_death_and_no_drawn_query_breaks_the_library_or_the_shell(
    library: Library, seeds_settings: Settings
) -> None:
    seen = ask(library, seeds_settings, len(QUERIES_OF_DEATH) + 300)
    assert not seen.failures


@pytest.mark.parametrize("text", QUERIES_OF_DEATH, ids=lambda text: ascii(text[:20]))
def test_what_is_cut_off_a_query_is_said(library: Library, text: str) -> None:
    notes = library.search(Query(text)).notes
    assert len(text.strip()) <= 256 or any(note.code == "too-long" for note in notes)


def test_no_request_makes_the_pages_fail_or_show_what_they_should_not(aim: Target) -> None:
    seen = browse(aim, 500)
    assert not seen.failures


def test_the_payloads_are_found_and_would_be_noticed(aim: Target) -> None:
    assert len(aim.ids) > len(PAYLOADS), "every one of them is a document"
    page = aim.app.test_client().get("/search?q=" + MARK).text
    assert MARK in page


def test_no_payload_runs_in_a_real_browser(aim: Target, browser: Chrome) -> None:
    addresses = [
        "/",
        f"/search?q={MARK}&limit=100&group=no",
        f"/search?q=&org={MARK}&region=%3Cb%3E",
    ]
    addresses += [f"/document/{name}?q={MARK}" for name in aim.ids]
    with serving(aim.settings) as site:
        for address in addresses:
            browser.get(site + address)
            assert browser.title != MARK
            assert not browser.find_elements(By.CSS_SELECTOR, "main iframe, main [onload]")
            log = browser.get_log("browser")  # type: ignore[no-untyped-call]
            said = [entry["message"] for entry in log]
            assert not [line for line in said if "Failed to load" not in line], address


def test_a_reversed_file_name_is_shown_isolated_from_what_follows(
    aim: Target, browser: Chrome
) -> None:
    script = """
        const own = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('');
        return [...document.querySelectorAll('main *')]
            .filter(e => own(e).includes('\\u202e')).map(e => getComputedStyle(e).unicodeBidi)"""
    client = aim.app.test_client()
    reversing = [name for name in aim.ids if "\u202e" in client.get(f"/document/{name}").text]
    assert reversing, "a file has such a name"
    with serving(aim.settings) as site:
        for name in reversing:
            browser.get(f"{site}/document/{name}")
            styles = browser.execute_script(script)
            assert styles
            assert all("isolate" in style or "plaintext" in style for style in styles)
