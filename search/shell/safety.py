"""Text from documents made harmless for a terminal. Standard library only."""

from __future__ import annotations

import re

# Control characters can move the cursor and rename the window, bidirectional overrides can
# make a line read as another one, lone surrogates cannot be written at all.
UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    """The text on one line and harmless, of the same length: marks still fit."""
    return UNSAFE.sub(
        lambda match: " " if match[0].isspace() else "\N{REPLACEMENT CHARACTER}", text
    )


def safe_lines(text: str) -> str:
    """As `safe`, but the line ends stay."""
    return "\n".join(safe(line) for line in text.split("\n"))
