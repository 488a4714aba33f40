"""Names in the order of their sound, as every Chinese list of people has them."""

from __future__ import annotations

import os
import re
from functools import cache
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SYLLABLES = 20
WIDTH = 7  # zhuang and a tone
LONGEST = SYLLABLES * WIDTH
DIGITS = WIDTH - 1
# surnames that are read otherwise than the character is elsewhere
SURNAMES = {
    **{"单": "shan4", "仇": "qiu2", "曾": "zeng1", "解": "xie4", "查": "zha1", "任": "ren2", "盖": "ge3"},
    **{"区": "ou1", "朴": "piao2", "翟": "zhai2", "华": "hua4", "纪": "ji3", "缪": "miao4", "乐": "yue4"},
    **{"种": "chong2", "秘": "bi4", "折": "she2", "员": "yun4", "洗": "xian3", "卜": "bu3", "覃": "qin2"},
    **{"召": "shao4", "祭": "zhai4", "燕": "yan1", "令": "ling2", "薄": "bo2", "那": "na1", "隗": "wei3"},
    **{"相": "xiang4", "牟": "mu4", "哈": "ha3", "撒": "sa3", "过": "guo1", "郇": "xun2", "佴": "nai4"},
    **{"乜": "nie4", "干": "gan1", "阚": "kan4", "繁": "po2", "葛": "ge3", "句": "gou1", "角": "jue2"},
    **{"藏": "zang1", "都": "du1", "炅": "gui4", "万俟": "mo4 qi2", "尉迟": "yu4 chi2", "长孙": "zhang3 sun1"},
}
PIECES = re.compile(r"\d+|.", re.DOTALL)


def sounded(name: str, *, is_person: bool = False) -> str:
    """Return a key that sorts by sound, then tone, number by number: 第2班 before 第10班.

    It has lower-case letters and digits only, seven a character, so that every database sorts it alike. Of a person the
    first character is read as a surname.
    """
    return "".join(islice(_pieces(name.strip(), is_person=is_person), SYLLABLES))


def _pieces(name: str, *, is_person: bool) -> Iterator[str]:
    rest = name
    surname = next((length for length in (2, 1) if name[:length] in SURNAMES), 0) if is_person else 0
    if surname:
        yield from (_fixed(sound) for sound in SURNAMES[name[:surname]].split())
        rest = name[surname:]
    for piece in PIECES.findall(rest):
        if piece.isdecimal():
            yield "0" + str(int(piece))[-DIGITS:].zfill(DIGITS)
        elif not piece.isspace():
            yield _syllable(piece)


def _fixed(sound: str) -> str:
    """Return letters, filled up, and the tone: sounds of different length are compared letter by letter."""
    return f"{sound[:-1]:0<{DIGITS}}{sound[-1]}"


@cache
def _syllable(character: str) -> str:
    sound = _reader()(character)
    if sound is not None:
        return _fixed(sound)
    lower = character.lower()
    if lower.isascii() and lower.isalnum():
        return f"{lower:0<{WIDTH}}"
    return f"z{ord(character):06x}"[:WIDTH]


@cache
def _reader() -> Callable[[str], str | None]:
    """Return how a character sounds. Read when first asked: 13 MB, with the phrases four times as much."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    pypinyin = import_module("pypinyin")

    def read(character: str) -> str | None:
        tone3 = pypinyin.Style.TONE3
        sounds = pypinyin.lazy_pinyin(character, style=tone3, errors="ignore", neutral_tone_with_five=True)
        return str(sounds[0]).replace("ü", "v") if sounds else None

    return read
