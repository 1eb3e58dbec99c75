"""Documents are added in a real Chromium, and no other site can have them added."""

from __future__ import annotations

from pathlib import Path

from browser_fixtures import TOKEN, follow, texts
from chromium import look
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait


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
