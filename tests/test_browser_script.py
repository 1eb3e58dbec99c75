"""What script adds to the pages in a real Chromium: suggestions, keys, narrowing; and paper."""

from __future__ import annotations

import time

import pytest
from browser_fixtures import follow, texts
from chromium import look
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait


def wait(browser: Chrome, script: str) -> None:
    """Wait until a script gives something true."""
    WebDriverWait(browser, 20).until(lambda _: browser.execute_script(f"return {script}"))


def test_suggestions_are_chosen_by_keyboard_and_closed_by_escape(
    browser: Chrome, site: str
) -> None:
    browser.get(site)
    field = browser.find_element(By.ID, "q")
    assert field.get_attribute("role") == "combobox"
    field.send_keys("Urum")
    wait(browser, "!document.getElementById('suggestions').hidden")
    assert field.get_attribute("aria-expanded") == "true"
    field.send_keys(Keys.ARROW_DOWN)
    chosen = field.get_attribute("aria-activedescendant")
    assert chosen
    option = browser.find_element(By.ID, chosen)
    assert option.get_attribute("aria-selected") == "true"
    assert "urum" in option.text.lower()
    field.send_keys(Keys.ESCAPE)
    assert field.get_attribute("aria-expanded") == "false"
    assert field.get_attribute("value") == "Urum"
    field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    wait(browser, "location.pathname !== '/'")


@pytest.mark.parametrize("typed", ["region:", "date:", "mak"])
def test_suggestions_fit_on_a_phone_each_with_what_it_finds(
    browser: Chrome, site: str, typed: str
) -> None:
    look(browser, 320, "light")
    browser.get(f"{site}/search?q=*")
    field = browser.find_element(By.NAME, "q")
    assert field.get_attribute("value") == ""  # the sign for everything is none of the reader's
    field.send_keys(typed)
    wait(browser, "!document.getElementById('suggestions').hidden")
    assert browser.execute_script(
        "return [...document.querySelectorAll('#suggestions li')].every((line) => {"
        "  const room = line.parentNode.getBoundingClientRect(), text = line.firstChild, what = "
        "line.lastChild.getBoundingClientRect(); return line.scrollWidth <= line.clientWidth "
        "&& what.right <= room.right && what.left >= room.left && text.getClientRects().length == 1"
        " && what.top < text.getBoundingClientRect().bottom + what.height; })"
    )


def test_nothing_jumps_on_a_phone_while_a_slow_page_loads(browser: Chrome, site: str) -> None:
    look(browser, 375, "light")
    slow = {"offline": False, "latency": 200, "downloadThroughput": 1e5, "uploadThroughput": 1e5}
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", slow)
    try:
        browser.get(f"{site}/search?q=*&region=CN")
        wait(browser, "'ready' in document.getElementById('facets').dataset")
        moved = browser.execute_async_script(
            "let sum = 0; const done = arguments[0];"
            "new PerformanceObserver((list) => { for (const one of list.getEntries()) "
            "sum += one.value; }).observe({ type: 'layout-shift', buffered: true });"
            "setTimeout(() => done(sum), 300);"
        )
    finally:
        browser.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": False})
        browser.execute_cdp_cmd("Network.disable", {})
    assert moved < 0.05
    assert not browser.find_element(By.CSS_SELECTOR, ".facets > nav").is_displayed()
    browser.find_element(By.CSS_SELECTOR, ".facets > summary").click()
    assert browser.find_element(By.CSS_SELECTOR, ".facets > nav").is_displayed()


def test_nothing_is_looked_up_while_an_input_method_composes(browser: Chrome, site: str) -> None:
    browser.get(site)
    browser.find_element(By.ID, "q").click()
    lookups = "performance.getEntriesByType('resource').filter((e) => e.name.includes('suggest'))"
    for typed in ("c", "ch", "chuang"):
        browser.execute_cdp_cmd(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
        time.sleep(0.3)  # more than the pause after which a look-up would begin
    browser.execute_script("document.querySelector('form').requestSubmit()")
    time.sleep(0.3)
    assert browser.current_url == f"{site}/"
    assert browser.execute_script(f"return {lookups}.length") == 0
    browser.execute_cdp_cmd("Input.insertText", {"text": "创新"})
    wait(browser, f"{lookups}.length === 1")


def test_single_keys_walk_through_hits_and_matches_and_can_be_switched_off(
    browser: Chrome, site: str
) -> None:
    browser.get(f"{site}/search?q=maker+space")
    body = browser.find_element(By.TAG_NAME, "body")
    hits = texts(browser, ".hit h2 a")
    body.send_keys("j", "j", "k")
    assert browser.switch_to.active_element.text == hits[0]
    follow(browser, ".hit h2 a")
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys("j", "j")
    assert browser.find_element(By.CSS_SELECTOR, "mark.current").get_attribute("id") == "m2"
    browser.find_element(By.CSS_SELECTOR, ".steps [data-step='-1']").click()
    assert browser.find_element(By.CSS_SELECTOR, "mark.current").get_attribute("id") == "m1"
    body.send_keys("?")
    browser.find_element(By.ID, "keys-on").click()
    browser.find_element(By.CSS_SELECTOR, "dialog form button").click()
    body.send_keys("/")
    assert browser.switch_to.active_element.get_attribute("id") != "q"
    browser.execute_script("localStorage.clear()")


def test_a_long_facet_is_narrowed_by_names_of_either_language_and_by_pinyin(
    browser: Chrome, site: str
) -> None:
    browser.get(f"{site}/search?q=*&ui=en")
    field = browser.find_element(By.CSS_SELECTOR, "[aria-labelledby=facet-organisation] .narrow")
    label = "[aria-labelledby=facet-organisation] .choice-label"
    for typed in ("science and tech", "科学技术部", "kexueji", "kxjsb"):
        field.clear()
        field.send_keys(typed)
        WebDriverWait(browser, 20).until(
            lambda _: 0 < len(list(filter(None, texts(browser, label)))) < 6
        )
        assert "Ministry of Science and Technology" in texts(browser, label)


def test_enter_in_the_field_of_a_facet_looks_among_all_its_values(
    browser: Chrome, site: str
) -> None:
    browser.get(f"{site}/search?q=*&ui=en")
    field = browser.find_element(By.CSS_SELECTOR, "[aria-labelledby=facet-organisation] .narrow")
    field.send_keys("kxjsb", Keys.ENTER)
    wait(browser, "location.pathname === '/values/organisation'")
    assert texts(browser, ".choice-label")[0] == "Ministry of Science and Technology"
    count = texts(browser, ".choice .count")[0]
    follow(browser, ".choice")
    assert texts(browser, ".total")[0].startswith(count)
    assert texts(browser, ".answers > .chips .chip") == ["Ministry of Science and Technology ×"]


def test_a_year_of_the_timeline_and_two_dates_narrow_the_results(
    browser: Chrome, site: str
) -> None:
    browser.get(f"{site}/search?q=*")
    found = len(texts(browser, ".hit"))
    bar = browser.find_element(By.CSS_SELECTOR, ".facet .timeline a")
    browser.get(site + (bar.get_dom_attribute("href") or ""))
    assert 0 < len(texts(browser, ".hit")) < found
    browser.find_element(By.NAME, "from").clear()
    browser.find_element(By.NAME, "from").send_keys("2016-08")
    browser.find_element(By.NAME, "to").clear()
    follow(browser, ".between button")
    assert browser.current_url == f"{site}/search?q=*&date=2016-08..".replace("*", "%2A")
    assert texts(browser, ".answers > .chips .chip") == ["since August 2016 ×"]


def hit_by_keyboard(browser: Chrome, selector: str, most: int = 80) -> None:
    """Press the tabulator until an element of `selector` has the focus, and follow it."""
    for _ in range(most):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        if browser.execute_script(f"return document.activeElement.matches({selector!r})"):
            break
    else:
        raise AssertionError(f"{selector} is not reached")
    assert browser.execute_script(
        "return getComputedStyle(document.activeElement).outlineStyle !== 'none'"
    )
    old = browser.find_element(By.TAG_NAME, "html")
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    WebDriverWait(browser, 20).until(staleness_of(old))


def test_without_a_mouse_a_reader_searches_chooses_a_facet_reads_a_document_and_goes_back(
    browser: Chrome, site: str
) -> None:
    browser.get(site)
    keys = ActionChains(browser)
    keys.send_keys("/").send_keys("maker space").perform()
    old = browser.find_element(By.TAG_NAME, "html")
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    WebDriverWait(browser, 20).until(staleness_of(old))
    found = texts(browser, ".hit h2")
    hit_by_keyboard(browser, "[aria-labelledby=facet-region] [data-value='650000'] > .line .choice")
    narrowed = texts(browser, ".hit h2")
    assert 0 < len(narrowed) < len(found)
    results = browser.current_url
    ActionChains(browser).send_keys("j").perform()
    old = browser.find_element(By.TAG_NAME, "html")
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    WebDriverWait(browser, 20).until(staleness_of(old))
    assert browser.find_element(By.TAG_NAME, "h1").text == narrowed[0]
    ActionChains(browser).send_keys("j").perform()
    assert browser.find_elements(By.CSS_SELECTOR, "mark.current")
    hit_by_keyboard(browser, ".back a")
    assert browser.current_url == results
    ActionChains(browser).send_keys(Keys.TAB, Keys.ENTER).perform()  # past the filters
    hit_by_keyboard(browser, ".chip", most=2)
    assert texts(browser, ".hit h2") == found


def test_an_alternative_is_let_go_where_it_found_a_hit(browser: Chrome, site: str) -> None:
    browser.get(f"{site}/search?q=众创空间")
    before = texts(browser, ".via .chip")
    follow(browser, ".via .chip", before[0])
    assert before[0] not in texts(browser, ".via .chip")
    assert f"without {before[0]}" in texts(browser, ".answers > .chips .chip")


def test_amounts_and_dates_in_the_text_narrow_the_results(browser: Chrome, site: str) -> None:
    browser.get(f"{site}/search?q=*")
    found = len(texts(browser, ".hit"))
    field = browser.find_element(By.NAME, "amount_from")
    assert not field.is_displayed()
    browser.find_element(By.CSS_SELECTOR, ".rare > summary").send_keys(Keys.ENTER)
    field.send_keys("1e9")
    follow(browser, "[aria-labelledby=facet-amount] button")
    assert 0 < len(texts(browser, ".hit")) < found
    assert texts(browser, ".answers > .chips .chip") == ["≥ 1e9 ×"]
    browser.find_element(By.NAME, "event_to").send_keys("2015-06")
    follow(browser, "[aria-labelledby=facet-event] .between button")
    chips = ["until June 2015 ×", "≥ 1e9 ×"]
    assert texts(browser, ".answers > .chips .chip") == chips
    assert browser.find_element(By.NAME, "event_to").get_attribute("value") == "2015-06"


def test_on_paper_stands_what_was_found_and_nothing_to_click(browser: Chrome, site: str) -> None:
    look(browser, 1280, "dark")
    browser.get(f"{site}/search?q=*")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for selector, printed in (
            (".hit h2 a", True),
            (".snippets", True),
            (".bar", False),
            (".side", False),
            (".order", False),
            ("footer", False),
        ):
            shown = browser.find_element(By.CSS_SELECTOR, selector).is_displayed()
            assert shown == printed, selector
        ink, paper = browser.execute_script(
            "return [getComputedStyle(document.body).color, "
            "getComputedStyle(document.documentElement).backgroundColor]"
        )
        assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
