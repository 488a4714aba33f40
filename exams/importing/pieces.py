"""Lines of a text, cut into pieces that each say what they are: a heading, a question, an option, an answer …"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from exams.importing.answer_lists import RUN, list_items
from exams.importing.marks import LOOK_ALIKES, letters_of, truth_of
from exams.models.questions import QuestionKind
from exams.pictures.drafts import DraftPicture
from organizations.spreadsheets import plain

CHOICE, UNMARKED = "choice", "unmarked"
HEADING_KINDS: dict[str, str] = {
    **dict.fromkeys(("单项选择", "单选"), QuestionKind.SINGLE),
    **dict.fromkeys(("多项选择", "多选", "不定项选择", "不定项"), QuestionKind.MULTIPLE),
    "选择": CHOICE,
    **dict.fromkeys(("判断", "是非"), QuestionKind.TRUE_FALSE),
    "填空": QuestionKind.FILL,
    "排序": QuestionKind.ORDER,
    "找隐患": QuestionKind.HAZARD,
    **dict.fromkeys(
        ("简答", "问答", "论述", "名词解释", "案例分析", "综合分析", "计算", "连线", "匹配", "分析"), UNMARKED
    ),
}
_KIND = "(?P<kind>" + "|".join(sorted(HEADING_KINDS, key=len, reverse=True)) + ")"
_CHINESE_NUMBER = "[一二三四五六七八九十]{1,3}"
_ORDINAL = rf"(?:第?{_CHINESE_NUMBER}(?:部分|大题)?|[(（]{_CHINESE_NUMBER}[)）]|[ⅠⅡⅢⅣⅤ]|\d{{1,2}})\s*[、.．:：,，]?\s*"
HEADING = re.compile(rf"(?:{_ORDINAL})?{_KIND}(?P<named>题)?(?:部分)?(?:参考|标准)?(?:答案)?\s*[:：]?\s*(?P<rest>.*)")
HEADING_REMARK = re.compile(r"[(（\[【共每本]|\d+\s*[道题分]")
KIND_BEFORE = re.compile(rf"[\[【(（〔]\s*{_KIND}题?\s*(?:[,，、]?\s*\d+(?:\.\d+)?\s*分)?\s*[\]】)）〕]\s*")
# a number before the question, but not the beginning of "1.5 米以上…"
NUMBERED = re.compile(
    r"(?:第\s*)?(?P<number>\d{1,4})\s*(?:题\s*[.．、:：]?|[、)）]|[.．,，。](?!\d))\s*(?P<rest>.*)", re.DOTALL
)
MARK_BEFORE_NUMBER = re.compile(r"(?P<mark>[(（][^()（）]{0,8}[)）])\s*(?=\d{1,4}\s*[.．、])")
_KEYS = r"[A-Ha-hＡ-ＨАВСЕНΑΒΕΗ]"
OPTION = re.compile(rf"[\[【(（]?\s*(?P<key>{_KEYS})\s*(?P<mark>[.．、:：)）\]】])\s*(?P<rest>.*)", re.DOTALL)
SOFT_OPTION = re.compile(
    rf"(?P<key>{_KEYS})(?P<mark>\s*[。,，·;；]\s*|\s+|(?=[\u4e00-\u9fff]))(?P<rest>\S.*)", re.DOTALL
)
_ANSWER = r"(?P<which>参考|标准|正确)?\s*答\s*案\s*(?:是|为)?\s*[\]】)）]?\s*"
ANSWER = re.compile(rf"(?P<open>[\[【(（])?\s*(?:{_ANSWER}|答(?=\s*[:：]))(?P<colon>[:：])?\s*(?P<rest>.*)", re.DOTALL)
_SOLUTION = r"(?:答案|试题|题目)?\s*(?:解\s*析|详解|说明)"
EXPLANATION = re.compile(rf"(?:[\[【]\s*{_SOLUTION}\s*[\]】]\s*[:：]?|{_SOLUTION}\s*[:：])\s*(?P<rest>.*)", re.DOTALL)
_KEY = r"(?:参考|标准|正确)?答\s*案"
INNER = re.compile(
    rf"[\[【(（]?\s*{_KEY}\s*[\]】)）]?\s*[:：]|[\[【]\s*{_KEY}\s*[\]】]|[\[【]\s*{_SOLUTION}\s*[\]】]|(?:答案|试题)?解析\s*[:：]"
)
TEXT_LIST = re.compile(r"(?P<stem>.+?)\s*###\s*(?P<list>\[.*\])", re.DOTALL)
NOISE = re.compile(r"第?\s*\d+\s*页\s*(?:[/,，共].*)?|[-—–]\s*\d+\s*[-—–]|[-=*_—·.\s]{3,}|Page \d+.*", re.IGNORECASE)
LONGEST_SPACE = 20  # a blank is no longer; the patterns above needn't go over miles of nothing
LONG_SPACE = re.compile(rf"\s{{{LONGEST_SPACE},}}")
KEY_TITLE = re.compile(r".{0,30}答案(?:[及和与]解析)?\s*[:：]?")


class Role(enum.Enum):
    """What a piece of text is to the question around it."""

    BLANK = enum.auto()
    HEADING = enum.auto()
    NUMBERED = enum.auto()
    OPTION = enum.auto()
    SOFT_OPTION = enum.auto()
    ANSWER = enum.auto()
    EXPLANATION = enum.auto()
    ANSWER_LIST = enum.auto()
    TEXT_LIST = enum.auto()
    TEXT = enum.auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text and its number there; `odd` says what else stands in it that is no text: a formula …"""

    number: int
    text: str
    odd: str = ""
    pictures: tuple[DraftPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: what it is, its words, and where they say so the number, the option's key or the kind."""

    line: int
    role: Role
    text: str = ""
    number: int | None = None
    key: str = ""
    kind: str = ""
    odd: str = ""
    items: tuple[tuple[int, str], ...] = ()
    pictures: tuple[DraftPicture, ...] = ()


def pieces_of(line: Line) -> Iterator[Piece]:
    """Return what stands in a line: most often one thing, sometimes a question, its answer and the explanation."""
    text = LONG_SPACE.sub(" " * LONGEST_SPACE, line.text.replace("\u00a0", " ")).strip()
    if not text and not line.odd and not line.pictures:
        yield Piece(line.number, Role.BLANK)
        return
    if NOISE.fullmatch(text) and not line.odd and not line.pictures:
        return
    odd, pictures = line.odd, line.pictures
    for part in _parts(text):
        yield replace(_piece(line.number, part, odd), pictures=pictures)
        odd, pictures = "", ()


def begins_something(line: Line) -> bool:
    """Whether the line has more to say than a title: a number, an option or an answer."""
    return any(piece.role not in (Role.BLANK, Role.TEXT, Role.HEADING) for piece in pieces_of(line))


def _parts(text: str) -> Iterator[str]:
    """Cut before 答案： and 解析： inside a line; nothing is cut any more behind 解析."""
    while True:
        cut = INNER.search(text, _begin(text))
        if cut is None or EXPLANATION.fullmatch(text):
            yield text
            return
        if before := text[: cut.start()].strip():
            yield before
        text = text[cut.start() :].strip()


def _begin(text: str) -> int:
    """Return where the words of a line begin, behind its number and behind 答案：."""
    numbered = NUMBERED.fullmatch(text)
    begin = numbered.start("rest") if numbered else 0
    answer = ANSWER.fullmatch(text, begin)
    return answer.start("rest") if answer and (answer["colon"] or answer["open"]) else begin


def _piece(line: int, text: str, odd: str) -> Piece:
    if found := MARK_BEFORE_NUMBER.match(text):
        text = f"{text[found.end() :]}{found['mark']}"
    if found := TEXT_LIST.fullmatch(text):
        numbered = NUMBERED.fullmatch(found["stem"])
        return Piece(line, Role.TEXT_LIST, numbered["rest"] if numbered else found["stem"], key=found["list"], odd=odd)
    return _heading(line, text) or _numbered(line, text, odd) or _unnumbered(line, text, odd)


def _heading(line: int, text: str) -> Piece | None:
    found = HEADING.fullmatch(text)
    if not found:
        return None
    kind, rest = HEADING_KINDS[found["kind"]], found["rest"]
    items = list_items(rest)
    if items:
        return Piece(line, Role.HEADING, kind=kind, items=items)
    if (found["named"] and (not rest or HEADING_REMARK.match(rest))) or plain(text) == found["kind"]:
        return Piece(line, Role.HEADING, kind=kind)
    return None


def _numbered(line: int, text: str, odd: str) -> Piece | None:
    items = list_items(text)
    if items or RUN.fullmatch(text):
        return Piece(line, Role.ANSWER_LIST, text, items=items)
    found = NUMBERED.fullmatch(text)
    if not found:
        return None
    number, rest = int(found["number"]), found["rest"]
    answer = _answer(line, rest)
    if answer and answer.text:
        return Piece(line, Role.ANSWER_LIST, text, items=((number, answer.text),))
    kind = ""
    if before := KIND_BEFORE.match(rest):
        kind, rest = HEADING_KINDS[before["kind"]], rest[before.end() :]
    return Piece(line, Role.NUMBERED, rest, number=number, kind=kind, odd=odd)


def _unnumbered(line: int, text: str, odd: str) -> Piece:
    if found := EXPLANATION.fullmatch(text):
        return Piece(line, Role.EXPLANATION, found["rest"], odd=odd)
    if answer := _answer(line, text):
        return answer
    for role, pattern in ((Role.OPTION, OPTION), (Role.SOFT_OPTION, SOFT_OPTION)):
        if found := pattern.fullmatch(text):
            key = plain(found["key"]).upper().translate(LOOK_ALIKES)
            return Piece(line, role, text, key=key, odd=odd)
    if before := KIND_BEFORE.match(text):
        return Piece(line, Role.TEXT, text[before.end() :], kind=HEADING_KINDS[before["kind"]], odd=odd)
    return Piece(line, Role.TEXT, text, odd=odd)


def _answer(line: int, text: str) -> Piece | None:
    """答案：B and 正确答案 B, but not a sentence that begins with these words."""
    found = ANSWER.fullmatch(text)
    if not found:
        return None
    rest = found["rest"]
    apart = found["which"] and text[: found.start("rest")] != text[: found.start("rest")].rstrip()
    said = letters_of(rest) or truth_of(rest)
    if found["colon"] or found["open"] or not rest or said or apart:
        return Piece(line, Role.ANSWER, rest.strip())
    return None
