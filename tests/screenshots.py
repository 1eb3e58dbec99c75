"""Make the pictures of the README from an index of the seeds: `python tests/screenshots.py`.

Writes `.readme/search.png` (light, English) and `.readme/document-zh-dark.png` (dark,
Chinese). Needs Chromium and its driver.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from chromium import look, serving, start_browser
from PIL import Image
from selenium.webdriver.common.by import By

from search import Settings, update

ROOT = Path(__file__).parent.parent
COLOURS = 128  # of a picture: enough for text on plain ground, and a third of the size
SIZE = (1280, 860)


def main() -> None:
    """Index the seeds, serve them and take the pictures."""
    with TemporaryDirectory() as folder:
        settings = Settings(index=Path(folder) / "index")
        update(settings, [ROOT / "seeds"])
        browser = start_browser(Path(folder) / "profile")
        try:
            with serving(settings) as site:
                look(browser, SIZE[0], "light", SIZE[1])
                browser.get(f"{site}/search?q={quote('众创空间')}&ui=en")
                save(browser.get_screenshot_as_png(), "search.png")
                look(browser, SIZE[0], "dark", SIZE[1])
                browser.get(f"{site}/search?q={quote('众创空间')}&ui=zh-Hans")
                browser.find_element(By.CSS_SELECTOR, ".hit h2:lang(zh) a").click()
                save(browser.get_screenshot_as_png(), "document-zh-dark.png")
        finally:
            browser.quit()


def save(png: bytes, name: str) -> None:
    """Write a picture with few colours."""
    path = ROOT / ".readme" / name
    path.parent.mkdir(exist_ok=True)
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main()
