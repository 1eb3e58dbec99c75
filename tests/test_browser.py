"""The pages in a real Chromium, over a real index of the seeds and of a hostile file.

Skipped where Chromium is not installed, but never in CI.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from chromium import look, missing, serving, start_browser
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import staleness_of, url_contains
from selenium.webdriver.support.ui import WebDriverWait

from search import Settings, update
from web import Offer

SEEDS = Path(__file__).parent.parent / "seeds"
ROOT = SEEDS.parent
AXE = Path(os.environ.get("MULU_AXE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")
TOKEN = "a-token"
HOSTILE = "<img src=x onerror=\"document.title='owned'\">"
PATHS = ("/", "/search?q=%E5%88%9B%E6%96%B0", "/search?q=zzzzqqqq&region=650000", "/nowhere")

Open = Callable[..., Chrome]


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that documents are added to."""
    return tmp_path_factory.mktemp("inbox").resolve()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, inbox: Path) -> Iterator[str]:
    """The address of a running server over the seeds, a hostile file and an empty folder.

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
    with serving(settings, Offer(inbox, TOKEN)) as address:
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
    return open_browser()


@pytest.fixture(scope="module")
def scriptless_browser(open_browser: Open) -> Chrome:
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
    return [element.text for element in browser.find_elements(By.CSS_SELECTOR, selector)]


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


def test_filters_are_in_view_on_a_wide_screen_and_folded_on_a_phone(
    browser: Chrome, site: str
) -> None:
    browser.get(f"{site}/search?q=*")
    assert browser.find_element(By.CSS_SELECTOR, ".choice").is_displayed()
    look(browser, 320, "light")
    browser.get(f"{site}/search?q=*")
    assert not browser.find_element(By.CSS_SELECTOR, ".choice").is_displayed()
    browser.find_element(By.CSS_SELECTOR, "#facets > summary").click()
    assert browser.find_element(By.CSS_SELECTOR, ".choice").is_displayed()


def test_without_script_a_phone_shows_the_answers_before_the_filters(
    scriptless_browser: Chrome, site: str
) -> None:
    look(scriptless_browser, 320, "light")
    scriptless_browser.get(f"{site}/search?q=*")
    hit, choice = (
        scriptless_browser.find_element(By.CSS_SELECTOR, name) for name in (".hit", ".choice")
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
    assert browser.switch_to.active_element.get_attribute("id") == "main"
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
    hit_by_keyboard(browser, ".chip")
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
    browser.find_element(By.NAME, "amount_from").send_keys("1e9")
    follow(browser, "[aria-labelledby=facet-amount] button")
    assert 0 < len(texts(browser, ".hit")) < found
    assert texts(browser, ".answers > .chips .chip") == ["≥ 1e9 ×"]
    browser.find_element(By.NAME, "event_to").send_keys("2015-06")
    follow(browser, "[aria-labelledby=facet-event] .between button")
    chips = ["until 2015 ×", "≥ 1e9 ×"]
    assert texts(browser, ".answers > .chips .chip") == chips
    assert browser.find_element(By.NAME, "event_to").get_attribute("value") == "2015"


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


def add_document(browser: Chrome, site: str, file: Path) -> None:
    """Show the token, choose a file and wait until it can be found."""
    browser.get(f"{site}/add?ui=en")
    browser.find_element(By.ID, "token").send_keys(TOKEN)
    follow(browser, ".give button")
    browser.find_element(By.ID, "files").send_keys(str(file))
    follow(browser, ".give button")
    WebDriverWait(browser, 60).until(
        lambda _: "1 of 1 files can be found." in texts(browser, "#progress [role=status]")
    )
    assert TOKEN not in browser.current_url


def test_a_document_is_added_its_progress_shown_and_then_it_is_found(
    browser: Chrome, site: str, tmp_path: Path, inbox: Path
) -> None:
    file = tmp_path / "added by script.txt"
    file.write_text("Quokka incubators of Rottnest", encoding="utf-8")
    add_document(browser, site, file)
    assert (inbox / file.name).read_bytes() == file.read_bytes()
    browser.get(f"{site}/search?q=quokka&ui=en")
    assert texts(browser, ".hit .path") == [file.name]
    cookie = browser.execute_script("return document.cookie")
    assert "upload" not in cookie, "no script can read the session"


def test_a_document_is_added_without_script(
    scriptless_browser: Chrome, site: str, tmp_path: Path
) -> None:
    look(scriptless_browser, 320, "light")
    file = tmp_path / "added without.txt"
    file.write_text("Numbat incubators of Dryandra", encoding="utf-8")
    add_document(scriptless_browser, site, file)
    scriptless_browser.get(f"{site}/search?q=numbat&ui=en")
    assert texts(scriptless_browser, ".hit .path") == [file.name]


DROP = """const given = new DataTransfer();
given.items.add(new File(["dropped words"], "dropped.txt", {type: "text/plain"}));
const hint = document.querySelector(".give .hint");
for (const kind of ["dragenter", "dragover", "drop"]) {
  const event = new DragEvent(kind, {dataTransfer: given, bubbles: true, cancelable: true});
  hint.dispatchEvent(event);
  if (!event.defaultPrevented) return kind;
}
return document.getElementById("files").files[0].name;"""


def test_a_file_dropped_anywhere_on_the_form_is_chosen(browser: Chrome, site: str) -> None:
    browser.get(f"{site}/add")
    browser.find_element(By.ID, "token").send_keys(TOKEN)
    follow(browser, ".give button")
    assert browser.execute_script(DROP) == "dropped.txt"


def test_another_site_cannot_send_the_form(browser: Chrome, site: str, inbox: Path) -> None:
    """localhost and 127.0.0.1 are different sites to a browser, and the same server."""
    browser.get(f"{site}/add")
    browser.find_element(By.ID, "token").send_keys(TOKEN)
    follow(browser, ".give button")
    browser.get(site.replace("127.0.0.1", "localhost") + "/healthz")
    before = sorted(inbox.iterdir())
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    try:
        browser.refresh()
        old = browser.find_element(By.TAG_NAME, "html")
        browser.execute_script(
            f"""const form = document.createElement("form");
            form.method = "post"; form.action = "{site}/add"; form.enctype = "multipart/form-data";
            document.body.append(form); form.submit();"""
        )
        WebDriverWait(browser, 20).until(staleness_of(old))
        assert texts(browser, "h1") == ["This is not allowed"]
    finally:
        browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    assert sorted(inbox.iterdir()) == before


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
