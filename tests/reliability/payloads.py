"""Text that tries to become script, markup, an address, a formula or a lie about its own order.

Every payload carries MARK where a program that forgot to escape would run or show it raw.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

MARK: Final = "muluwashere"

# What stands in a page exactly so has not been escaped.
MARKUP: Final = (
    f"<script>document.title='{MARK}'</script>",
    f"<img src=x onerror=document.title='{MARK}'>",
    f"<svg/onload=document.title='{MARK}'>",
    f'" onmouseover="document.title=\'{MARK}\'" x="',
    f"' autofocus onfocus='document.title=`{MARK}`",
    f"</title><script>document.title='{MARK}'</script>",
    f"</textarea></style><iframe srcdoc='<script>parent.document.title=`{MARK}`</script>'>",
    f"<a href=\"javascript:document.title='{MARK}'\">{MARK}</a>",
    f"<style>body::before{{content:'{MARK}'}}</style>",
    f"]]><script>document.title='{MARK}'</script>",
)
OTHERS: Final = (
    f"javascript:document.title='{MARK}'",
    f"{{{{ '{MARK}' * 2 }}}} ${{7*7}} <%= 7 %>",
    f"=HYPERLINK(\"http://{MARK}.example\",\"x\")",
    f"+cmd|' /C {MARK}'!A0",
    f"@SUM(1+1)*cmd|'{MARK}'",
    f"-2+3+cmd|'{MARK}'",
    f"\t={MARK}",
    f"\u202e{MARK}\u2066txt.exe\u202c",
    f"\x1b]0;{MARK}\x07\x1b[2J",
    f"%0d%0aSet-Cookie: {MARK}=1",
    f"\r\nX-Injected: {MARK}",
    f"&lt;script&gt;{MARK}&#60;/script&#62;",
)  # fmt: skip
PAYLOADS: Final = MARKUP + OTHERS


def write(folder: Path) -> list[Path]:
    """Write documents with payloads in names, titles, bodies and corrected facet values."""
    written: list[Path] = []
    corrections: list[str] = []
    for number, payload in enumerate(PAYLOADS):
        clean = "".join(c for c in payload if c >= " " and c != "/")
        path = folder / f"{number:02}{clean}.txt"
        body = f"{payload}\n2016-08-15\n\n新疆众创空间 maker space in Xinjiang {payload} 孵化器。\n"
        path.write_text(body * 3, "utf-8")
        written.append(path)
        value = clean.replace("\t", " ").strip()
        corrections += [
            f"*\tadd\torganisation\t{value}" if number < 4 else "",
            f"{number:02}*\trename\ttitle\t*\t{value}" if number % 3 == 0 else "",
        ]
    lines = "\n".join(filter(None, corrections))
    (folder / "mulu-corrections.tsv").write_text(lines + "\n", "utf-8")
    page = "<html><head><title>{0}</title><meta name=author content='{0}'></head><body>{0}</body>"
    for number, payload in enumerate(MARKUP):
        path = folder / f"page{number}.html"
        escaped = payload.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;")
        path.write_text(page.format(escaped) + f"<p>{escaped} 众创空间</p></html>", "utf-8")
        written.append(path)
    return written
