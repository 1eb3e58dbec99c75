"""Every page in a real Chromium under axe-core: nothing against WCAG 2.2 AA."""

from __future__ import annotations

import os
from itertools import cycle
from pathlib import Path

import pytest
from browser_fixtures import PATHS, TOKEN, follow
from chromium import look
from index_fixtures import SEEDS
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

AXE = Path(os.environ.get("MULU_AXE") or SEEDS.parent / "node_modules" / "axe-core" / "axe.min.js")

AUDIT = """const done = arguments[0];
for (const details of document.querySelectorAll("details")) details.open = true;
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
  .then((found) => done(found.violations.map((v) => `${v.id}: ${v.nodes[0].html}`)));"""

FOUND = "/search?q=%E4%BC%97%E5%88%9B%E7%A9%BA%E9%97%B4"

AUDITED = (
    *PATHS,
    f"{FOUND}&date=2016..&amount=1e6..",
    f"{FOUND}&without=mass+makers&limit=1",
    "/search?q=%28%22unclosed",
    "/search?q=x&date=soon",
)


def audit(browser: Chrome) -> None:
    """Let axe look at the page that is open."""
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    assert browser.execute_async_script(AUDIT) == [], browser.current_url


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: npm install axe-core")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ui", ["en", "zh-Hans", "zh-Hant"])
def test_no_page_violates_wcag_2_2_aa(
    browser: Chrome, site: str, theme: str, ui: str, tmp_path: Path
) -> None:
    """Every page in every theme and language; wide and narrow screens take turns."""
    widths = cycle((1280, 320))
    look(browser, next(widths), theme)
    browser.get(f"{site}{FOUND}&ui={ui}")
    document = browser.find_element(By.CSS_SELECTOR, ".hit h2 a").get_attribute("href")
    pages = [f"{site}{path}{'&' if '?' in path else '?'}ui={ui}" for path in AUDITED]
    for page in [browser.current_url, *pages, f"{document}"]:
        look(browser, next(widths), theme)
        browser.get(page)
        audit(browser)
    browser.find_element(By.TAG_NAME, "body").send_keys("?")
    audit(browser)
    browser.get(f"{site}/add?ui={ui}")
    audit(browser)
    browser.find_element(By.ID, "token").send_keys("wrong")
    follow(browser, ".give button")
    audit(browser)
    file = tmp_path / "looked at.txt"
    file.write_text("words", encoding="utf-8")
    browser.find_element(By.ID, "token").send_keys(TOKEN)
    follow(browser, ".give button")
    audit(browser)
    browser.find_element(By.ID, "files").send_keys(str(file))
    follow(browser, ".give button")
    audit(browser)
    WebDriverWait(browser, 30).until(lambda _: undated(browser, f"{site}/search?q=*&ui={ui}"))
    audit(browser)
    assert undated(browser, browser.current_url)[0].size["height"] >= 24  # beside narrow bars


def undated(browser: Chrome, page: str) -> list[WebElement]:
    """What leads to documents without a date, as soon as one was added."""
    browser.get(page)
    return browser.find_elements(By.CSS_SELECTOR, ".undated")
