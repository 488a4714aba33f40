"""The colours keep the contrast of WCAG 2.2 AA, in the light and in the dark."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[2] / "site" / "static" / "css" / "tokens.css").read_text("utf-8")
BLOCK = re.compile(r"(?P<selector>[^{};/]+)\{(?P<body>[^{}]*)\}")
TOKEN = re.compile(r"--(?P<name>[\w-]+):\s*(?P<value>[^;]+);")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

BODY, TEXT, SIGNAL = 7.0, 4.5, 3.0
GROUNDS = ("paper", "surface", "sunk")
PAIRS = [
    *(("ink", ground, BODY) for ground in GROUNDS),
    *(("ink-2", ground, TEXT) for ground in (*GROUNDS, "action-soft")),
    *(("ink-3", ground, TEXT) for ground in GROUNDS),
    *(("edge", ground, SIGNAL) for ground in GROUNDS),
    *(("link", ground, TEXT) for ground in GROUNDS),
    *(("signal", ground, SIGNAL) for ground in ("paper", "surface")),
    *((tone, f"{tone}-soft", TEXT) for tone in ("ok", "warn", "bad", "info")),
    *((tone, ground, TEXT) for tone in ("ok", "warn", "bad", "info") for ground in ("paper", "surface")),
    *(("ink", f"{tone}-soft", BODY) for tone in ("ok", "warn", "bad", "info", "signal", "action")),
    ("signal-text", "signal-soft", TEXT),
    ("on-action", "action", BODY),
    ("action", "paper", BODY),
    ("surface", "bad", TEXT),
    ("focus", "paper", SIGNAL),
    ("focus", "surface", SIGNAL),
    ("sheet-ink", "sheet", BODY),
    ("sheet-line", "sheet", SIGNAL),
]


def blocks(selector: str) -> list[dict[str, str]]:
    """Return the tokens of every block with exactly this selector."""
    found = BLOCK.finditer(COMMENT.sub("", TOKENS))
    return [dict(TOKEN.findall(block["body"])) for block in found if block["selector"].strip() == selector]


LIGHT = blocks(":root")[0]
DARK_BY_PHONE = blocks(":root:not([data-theme])")[0]
DARK_BY_WISH = blocks('[data-theme="dark"]')[0]


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_contrast_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("front", "ground", "floor"), PAIRS)
@pytest.mark.parametrize("tokens", [LIGHT, LIGHT | DARK_BY_WISH], ids=["light", "dark"])
def test_a_colour_can_be_read_on_its_ground(tokens: dict[str, str], front: str, ground: str, floor: float) -> None:
    assert contrast(tokens[front], tokens[ground]) >= floor


def test_dark_is_the_same_by_the_phone_and_by_wish() -> None:
    assert DARK_BY_PHONE == DARK_BY_WISH


def test_dark_gives_a_value_for_every_colour_that_is_not_paper_to_print_on() -> None:
    colours = {name for name, value in LIGHT.items() if value.startswith("#") and not name.startswith("sheet")}
    assert colours <= set(DARK_BY_WISH)


def test_the_four_meanings_are_equally_dark_so_that_nobody_relies_on_hue() -> None:
    tones = [luminance(LIGHT[tone]) for tone in ("ok", "warn", "bad", "info")]
    assert max(tones) - min(tones) < 0.03
