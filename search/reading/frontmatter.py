"""Front matter: what a Markdown file says of itself above its text, in YAML or TOML.

Only its scalars: plain, in quotation marks, in blocks of lines, and folded over several. What
writers of it put down need not be valid (`title: One: two`), so this reads it line by line.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"(---|\+\+\+)[ \t]*\r?\n")
_YAML = re.compile(r"(?:([\w][\w .\-]{0,60}):(?:[ \t]+(.*))?|[ \t]+.*|-[ \t].*|#.*|)")
_TOML = re.compile(r"(?:([\w][\w.\-]{0,60})[ \t]{0,20}=(.*)|[ \t]+.*|[\[\]\"'].*|#.*|)")
_KINDS = {"---": (_YAML, ("---", "...")), "+++": (_TOML, ("+++",))}  # lines, closing fences
_LONGEST = 200  # lines
_BLOCK = re.compile(r"\A[|>][0-9+-]{0,2}(?:\s|\Z)")
_SINGLE = re.compile(r"'((?:[^']|'')*)'(?:\s+#.*)?")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"(?:\s+#.*)?', re.DOTALL)
# YAML 1.2.2, 5.7: what is none of them stands as it is written (C:\dir).
_ESCAPE = re.compile(
    r'\\(?:\n|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U(0[0-9A-Fa-f]{7})|([abefnrtv0N_LP "/\\]))'
)
_WRITTEN = frozenset('"/\\')  # stand for themselves; all others are a space in one line


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split off the front matter, where every line up to the closing fence is plainly some."""
    start = _FENCE.match(text)
    if not start:
        return {}, text
    pattern, closing = _KINDS[start[1]]
    values: dict[str, list[str]] = {}
    last: list[str] = []
    at = start.end()
    for _ in range(_LONGEST):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)].rstrip()
        at = end + 1
        if line in closing:
            said = {name: _scalar(lines) for name, lines in values.items()}
            return said, text[at:] if end >= 0 else ""
        found = pattern.fullmatch(line)
        if end < 0 or not found:
            break
        if found[1]:
            last = values.setdefault(found[1], [])
            last[:] = filter(None, [(found[2] or "").strip()])
        elif last and line[:1].isspace():  # a value goes on; lists have none in their first line
            last.append(line.strip())
    return {}, text


def _scalar(lines: list[str]) -> str:
    """A value in one line, as it is meant: without quotation marks, escapes and the sign of a
    block.
    """
    value = " ".join(lines)
    if single := _SINGLE.fullmatch(value):
        return single[1].replace("''", "'")
    if double := _DOUBLE.fullmatch("\n".join(lines)):  # an escaped end of a line joins two
        return _ESCAPE.sub(_unescaped, double[1]).replace("\n", " ")
    return _BLOCK.sub("", value)


def _unescaped(escape: re.Match[str]) -> str:
    if escape[0] == "\\\n":
        return ""
    code = int(escape[1] or escape[2] or escape[3] or "0", 16)
    if 0 < code < 0x110000:
        return chr(code)
    return escape[4] if escape[4] in _WRITTEN else " "
