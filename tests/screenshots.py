"""Make the pictures of the README from an index of the seeds: `python tests/screenshots.py`.

Writes `.readme/search.png` (light, English) and `.readme/document-zh-dark.png` (dark,
Chinese). With a folder, `python tests/screenshots.py FOLDER`, it writes every page in every
language and theme, wide and narrow, there instead: to look at, not to keep. Needs Chromium
and its driver.
"""

from __future__ import annotations

import sys
from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from chromium import look, serving, start_browser
from PIL import Image
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from search import Settings, update
from web import Offer

ROOT = Path(__file__).parent.parent
COLOURS = 128  # of a picture: enough for text on plain ground, and a third of the size
SIZE = (1280, 860)
TOKEN = "token"
PAGES = {
    "home": "/",
    "results": f"/search?q={quote('众创')}&date=2016..",
    "nothing": "/search?q=zzzzqqqq&region=650000",
    "add": "/add",
    "error": "/nowhere",
    "help": "/help",
}


def main() -> None:
    """Index the seeds, serve them and take the pictures."""
    with TemporaryDirectory() as folder:
        settings = Settings(index=Path(folder) / "index")
        update(settings, [ROOT / "seeds"])
        browser = start_browser(Path(folder) / "profile")
        try:
            with serving(settings, Offer(Path(folder), TOKEN)) as site:
                if sys.argv[1:]:
                    every_page(browser, site, Path(sys.argv[1]))
                else:
                    readme(browser, site)
        finally:
            browser.quit()


def readme(browser: Chrome, site: str) -> None:
    """The two pictures of the README."""
    target = ROOT / ".readme"
    look(browser, SIZE[0], "light", SIZE[1])
    browser.get(f"{site}/search?q={quote('众创空间')}&ui=en")
    save(browser, target / "search.png")
    look(browser, SIZE[0], "dark", SIZE[1])
    browser.get(f"{site}/search?q={quote('众创空间')}&ui=zh-Hans")
    browser.find_element(By.CSS_SELECTOR, ".hit h2:lang(zh) a").click()
    save(browser, target / "document-zh-dark.png")


def every_page(browser: Chrome, site: str, target: Path) -> None:
    """Every page in every language and theme, wide and narrow."""
    browser.get(f"{site}/search?q={quote('众创')}")
    document = browser.find_element(By.CSS_SELECTOR, ".hit h2 a").get_dom_attribute("href")
    pages = {**PAGES, "document": f"{document}"}
    browser.get(f"{site}/add")
    browser.find_element(By.ID, "token").send_keys(TOKEN, Keys.ENTER)
    for ui, theme, width in product(("en", "zh-Hans", "zh-Hant"), ("light", "dark"), (1280, 320)):
        look(browser, width, theme)
        for name, path in pages.items():
            browser.get(f"{site}{path}{'&' if '?' in path else '?'}ui={ui}")
            save(browser, target / f"{name}-{ui}-{theme}-{width}.png")


def save(browser: Chrome, path: Path) -> None:
    """Write a picture of the window with few colours."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(BytesIO(browser.get_screenshot_as_png())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    sys.stdout.write(f"{path}: {path.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main()
