"""The page of a document in a real Chromium."""

from __future__ import annotations

from pathlib import Path

from browser_fixtures import follow, texts
from chromium import look, serving
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from search import Settings, update


def test_the_way_through_the_matches_covers_no_text_of_a_narrow_screen(
    browser: Chrome, site: str
) -> None:
    look(browser, 390, "light")
    browser.get(f"{site}/search?q=%E4%BC%97%E5%88%9B%E7%A9%BA%E9%97%B4&ui=en")
    follow(browser, ".hit h2:lang(zh) a")
    assert texts(browser, ".back")[0].startswith("← Back to the results")
    assert not browser.find_element(By.CSS_SELECTOR, ".back a[href='#m1']").is_displayed()
    for _ in range(6):
        browser.find_element(By.CSS_SELECTOR, ".steps [data-step='1']").click()
    place = """const one = (name) => document.querySelector(name).getBoundingClientRect();
        return [one(".back").top, one(".back").bottom, one(".back").width,
                one("mark.current").top, one(".reading").width];"""
    top, bottom, width, mark, column = browser.execute_script(place)
    assert top == 0
    assert bottom < mark
    assert width == column
    assert texts(browser, ".steps output") == ["6 / 11"]


def test_furniture_above_a_text_is_folded_and_can_be_opened(
    browser: Chrome, tmp_path: Path
) -> None:
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(9))
    body = "<p>The maker space opened its doors in the district today, and many people came.</p>"
    (tmp_path / "docs").mkdir()
    page = f"<title>Makers meet</title><nav><ul>{menu}</ul></nav><h1>Makers meet</h1>{body * 9}"
    (tmp_path / "docs" / "a.html").write_text(page, encoding="utf-8")
    settings = Settings(index=tmp_path / "index")
    update(settings, [tmp_path / "docs"])
    with serving(settings) as own:
        browser.get(f"{own}/search?q=maker&ui=en")
        follow(browser, ".hit h2 a")
        assert texts(browser, ".furniture summary") == [
            "9 lines that are not the text: menus, notices"
        ]
        assert "Section 3" not in browser.find_element(By.CSS_SELECTOR, ".text").text
        browser.find_element(By.CSS_SELECTOR, ".furniture summary").click()
        assert "Section 3" in browser.find_element(By.CSS_SELECTOR, ".text").text
        browser.get(f"{own}/search?q=section&ui=en")
        follow(browser, ".hit h2 a")
        assert "Section 3" in browser.find_element(By.CSS_SELECTOR, ".text").text
