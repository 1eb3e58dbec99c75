"""The pages in a real Chromium: the reader's way, screens of all widths, hostile files."""

from __future__ import annotations

import re

import pytest
from browser_fixtures import HOSTILE, PATHS, follow, texts
from chromium import look
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import url_contains
from selenium.webdriver.support.ui import WebDriverWait


def counts(browser: Chrome, facet: str) -> dict[str, str]:
    """What stands in a facet's list: label → count."""
    inside = f"[aria-labelledby=facet-{facet}] .choice"
    return dict(
        zip(texts(browser, f"{inside}-label"), texts(browser, f"{inside} .count"), strict=True)
    )


def search_facet_document_and_back(browser: Chrome, site: str) -> None:
    browser.get(site)
    field = browser.find_element(By.NAME, "q")
    field.send_keys("maker space")
    follow(browser, "form button")
    found = texts(browser, ".hit h2")
    assert len(found) > 1
    follow(browser, ".choice", "Xinjiang")
    narrowed = texts(browser, ".hit h2")
    assert 0 < len(narrowed) < len(found)
    assert texts(browser, ".answers > .chips .chip") == ["Xinjiang ×"]
    results = browser.current_url
    assert "region=650000" in results
    follow(browser, ".hit h2 a")
    assert browser.find_element(By.TAG_NAME, "h1").text == narrowed[0]
    assert browser.find_elements(By.CSS_SELECTOR, ".text mark")
    follow(browser, ".back a")
    assert browser.current_url == results
    follow(browser, ".chip")
    assert texts(browser, ".hit h2") == found


def test_a_reader_searches_follows_a_facet_opens_a_document_and_goes_back(
    browser: Chrome, site: str
) -> None:
    search_facet_document_and_back(browser, site)


def test_the_same_way_works_without_script(scriptless_browser: Chrome, site: str) -> None:
    look(scriptless_browser, 1280, "light")
    search_facet_document_and_back(scriptless_browser, site)


def test_two_values_of_a_facet_widen_the_answer_and_keep_their_counts(
    browser: Chrome, site: str
) -> None:
    browser.get(f"{site}/search?q=*")
    before = counts(browser, "region")
    follow(browser, ".choice", "Xinjiang")
    one = len(texts(browser, ".hit"))
    follow(browser, ".choice", "Zhejiang")
    assert len(texts(browser, ".hit")) > one
    assert counts(browser, "region") == before
    follow(browser, ".clear")
    assert texts(browser, ".answers > .chips .chip") == []


def test_a_publisher_is_chosen_below_the_organisations_and_followed_from_a_document(
    browser: Chrome, site: str
) -> None:
    browser.get(f"{site}/search?q=*&ui=en")
    headings = texts(browser, ".facet h3")
    assert headings.index("Publisher") == headings.index("Organisation") + 1
    assert counts(browser, "publisher")["China Daily"] == "2"
    follow(browser, "[aria-labelledby=facet-publisher] .choice", "China Daily")
    assert len(texts(browser, ".hit")) == 2
    assert texts(browser, ".answers > .chips .chip") == ["China Daily ×"]
    assert all(text.endswith("China Daily") for text in texts(browser, ".hit .by"))
    follow(browser, ".hit h2 a")
    (why,) = [one for one in browser.find_elements(By.CSS_SELECTOR, ".why")
              if one.text == "China Daily"]  # fmt: skip
    why.find_element(By.TAG_NAME, "summary").click()
    why.find_element(By.TAG_NAME, "a").click()
    WebDriverWait(browser, 10).until(url_contains("publisher="))
    assert len(texts(browser, ".hit")) == 2
    follow(browser, ".chip")
    assert texts(browser, ".answers > .chips .chip") == []


def test_the_repairs_of_a_damaged_document_can_be_opened(browser: Chrome, site: str) -> None:
    browser.get(f"{site}/search?q=天山众创行动")
    follow(browser, ".hit h2 a", "天山")
    table = browser.find_element(By.CSS_SELECTOR, ".repairs table")
    assert not table.is_displayed()
    browser.find_element(By.CSS_SELECTOR, ".repairs summary").click()
    assert table.is_displayed()
    assert browser.find_element(By.CSS_SELECTOR, ".text").get_attribute("lang") == "zh-Hant"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ui", ["en", "zh-Hans", "zh-Hant"])
def test_a_phone_needs_no_sideways_scrolling_and_targets_are_large_enough(
    browser: Chrome, site: str, ui: str, theme: str
) -> None:
    look(browser, 320, theme)
    browser.get(f"{site}/search?q=*")
    document = browser.find_element(By.CSS_SELECTOR, ".hit h2 a").get_attribute("href")
    pages = [site + path + ("&" if "?" in path else "?") + f"ui={ui}" for path in PATHS]
    for page in [*pages, f"{document}&ui={ui}"]:
        browser.get(page)
        width, small = browser.execute_script(
            """for (const details of document.querySelectorAll("details")) details.open = true;
               const small = [...document.querySelectorAll("a, button, input, summary")]
                 .filter((e) => e.checkVisibility() && !e.closest("svg, p, h2, .skip"))
                 .map((e) => [e.getBoundingClientRect(), e.outerHTML.slice(0, 80)])
                 .filter(([box]) => box.width > 0 && (box.height < 24 || box.width < 24))
                 .map(([box, html]) => `${box.width}×${box.height} ${html}`);
               return [document.documentElement.scrollWidth, small];"""
        )
        assert width <= 320, page
        assert small == [], page


LISTED = "[aria-labelledby=facet-region] .choice"  # the years wait behind a fold below their bars


def test_filters_are_in_view_on_a_wide_screen_and_folded_on_a_phone(
    browser: Chrome, site: str
) -> None:
    browser.get(f"{site}/search?q=*")
    assert browser.find_element(By.CSS_SELECTOR, LISTED).is_displayed()
    look(browser, 320, "light")
    browser.get(f"{site}/search?q=*")
    assert not browser.find_element(By.CSS_SELECTOR, LISTED).is_displayed()
    browser.find_element(By.CSS_SELECTOR, "#facets > summary").click()
    assert browser.find_element(By.CSS_SELECTOR, LISTED).is_displayed()


def test_without_script_a_phone_shows_the_answers_before_the_filters(
    scriptless_browser: Chrome, site: str
) -> None:
    look(scriptless_browser, 320, "light")
    scriptless_browser.get(f"{site}/search?q=*")
    hit, choice = (
        scriptless_browser.find_element(By.CSS_SELECTOR, name) for name in (".hit", LISTED)
    )
    assert choice.is_displayed()
    assert hit.location["y"] < choice.location["y"]


def test_the_keyboard_alone_leads_to_the_field_and_past_the_header(
    browser: Chrome, site: str
) -> None:
    browser.get(f"{site}/search?q=*")
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.get_attribute("class") == "skip"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "answers"
    body.send_keys("/")
    field = browser.switch_to.active_element
    assert field.get_attribute("id") == "q"
    field.send_keys(Keys.DELETE, "a/b")
    assert field.get_attribute("value") == "a/b"
    field.send_keys(Keys.ENTER)
    WebDriverWait(browser, 20).until(url_contains("q=a%2Fb"))


def test_the_language_of_the_page_is_switched_by_a_link_and_remembered(
    browser: Chrome, site: str
) -> None:
    browser.get(f"{site}/search?q=*")
    hits = texts(browser, ".hit h2")
    follow(browser, ".languages a", "简体")
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "zh-Hans"
    assert texts(browser, ".hit h2") == hits
    browser.get(site)
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "zh-Hans"


def test_what_stands_in_a_hostile_file_is_shown_and_never_run(browser: Chrome, site: str) -> None:
    browser.get(f"{site}/search?q=owned")
    assert HOSTILE in browser.find_element(By.CSS_SELECTOR, ".hit .path").text
    follow(browser, ".hit h2 a")
    assert HOSTILE in browser.find_element(By.CSS_SELECTOR, ".text").text
    assert browser.title != "owned"
    assert browser.find_elements(By.CSS_SELECTOR, "main img") == []
    follow(browser, ".about a", "original")
    assert browser.current_url.endswith("/raw")
    assert HOSTILE in browser.find_element(By.TAG_NAME, "body").text
    assert browser.find_elements(By.TAG_NAME, "img") == []


def test_where_filters_leave_nothing_each_way_out_tells_what_it_gives_without_script(
    scriptless_browser: Chrome, site: str
) -> None:
    browser = scriptless_browser
    look(browser, 375, "light")
    browser.get(f"{site}/search?q=Xinjiang&lang=ja&event=1900")
    assert texts(browser, ".nothing li") == ["Without any filter (3)"]
    assert browser.find_elements(By.CSS_SELECTOR, ".rare[open] .between")  # something is chosen
    follow(browser, ".nothing li a")
    assert texts(browser, ".total") == ["3 documents"]
    assert len(texts(browser, ".hit")) == 3
    assert not browser.find_elements(By.CSS_SELECTOR, ".rare[open]")
    look(browser, 1280, "light")


def test_a_quotation_cut_inside_a_word_leads_to_what_it_was_cut_from(
    browser: Chrome, site: str
) -> None:
    browser.get(f"{site}/search?q=%22conditions+for+the+development+of+mak%22")
    assert "the last word or number goes on" in texts(browser, ".notes")[0]
    follow(browser, ".meant a")
    assert texts(browser, ".hit")


def test_evidence_is_quoted_in_whole_words_and_says_where_it_was_read(
    browser: Chrome, site: str
) -> None:
    browser.get(f"{site}/search?q=hackerspace")
    follow(browser, ".hit h2 a")
    assert browser.find_element(By.CSS_SELECTOR, ".reading > .facts time").is_displayed()
    for value in browser.find_elements(By.CSS_SELECTOR, ".why summary"):
        value.click()
    rules = [line.splitlines()[-1] for line in texts(browser, ".proofs p") if "Read from" in line]
    assert rules
    assert all(rule.startswith("Read from: ") for rule in rules)
    text = browser.find_element(By.CSS_SELECTOR, ".reading").text
    for quote in texts(browser, ".proofs q"):
        words = re.findall(r"[A-Za-z]+", quote)
        assert {words[0], words[-1]} <= set(re.findall(r"[A-Za-z]+", text))
