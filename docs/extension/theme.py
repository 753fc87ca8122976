"""The colours of the manual, for light and for dark: those of the game, on grounds on which they can be read.

Rules: a name is one of Furo's CSS variables. Each colour of a text has a contrast of 4.5 or more with each ground that it stands on, which
`tests/test_reference_pages.py` counts by the formula of WCAG 2.
"""

from __future__ import annotations

from typing import Final

LIGHT: Final = {
    "color-brand-primary": "#0b4f7d",
    "color-brand-content": "#0b5fa5",
    "color-brand-visited": "#6b3fa0",
    "color-foreground-primary": "#171b2e",
    "color-foreground-secondary": "#454c66",
    "color-foreground-muted": "#5a6180",
    "color-foreground-border": "#878eab",
    "color-background-primary": "#ffffff",
    "color-background-secondary": "#f5f7fc",
    "color-background-hover": "#e6ecf8",
    "color-background-hover--transparent": "#e6ecf800",
    "color-background-border": "#dfe4f1",
    "color-inline-code-background": "#f0f3fa",
    "color-api-background": "#f0f3fa",
    "color-api-background-hover": "#e6ecf8",
    "color-api-name": "#a3185c",
    "color-api-pre-name": "#6a3556",
    "color-api-overall": "#454c66",
    "color-api-keyword": "#0b5fa5",
    "color-code-background": "#f5f7fc",
    "color-highlight-on-target": "#fff3cf",
}
DARK: Final = {
    "color-brand-primary": "#6fdcf7",
    "color-brand-content": "#6fdcf7",
    "color-brand-visited": "#c9a7ff",
    "color-foreground-primary": "#dfe4f5",
    "color-foreground-secondary": "#b3bbd6",
    "color-foreground-muted": "#98a1c0",
    "color-foreground-border": "#7b84a6",
    "color-background-primary": "#10142b",
    "color-background-secondary": "#0b0e20",
    "color-background-hover": "#1d2344",
    "color-background-hover--transparent": "#1d234400",
    "color-background-border": "#2a3158",
    "color-inline-code-background": "#1a2040",
    "color-api-background": "#171c39",
    "color-api-background-hover": "#1d2344",
    "color-api-name": "#ff8fc4",
    "color-api-pre-name": "#d9a9c4",
    "color-api-overall": "#b3bbd6",
    "color-api-keyword": "#ffc94d",
    "color-code-background": "#0b0e20",
    "color-highlight-on-target": "#332b0f",
}
TEXTS: Final = (
    "color-brand-primary",
    "color-brand-content",
    "color-brand-visited",
    "color-foreground-primary",
    "color-foreground-secondary",
    "color-foreground-muted",
    "color-api-name",
    "color-api-pre-name",
    "color-api-overall",
    "color-api-keyword",
)
"""What letters are drawn in."""
GROUNDS: Final = (
    "color-background-primary",
    "color-background-secondary",
    "color-background-hover",
    "color-inline-code-background",
    "color-api-background",
    "color-api-background-hover",
    "color-highlight-on-target",
)
"""What letters stand on."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2, from 1 to 21.

    Args:
        one: A colour, as `#rrggbb`.
        other: Another.
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]  # noqa: PLR2004  # WCAG's own number
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
