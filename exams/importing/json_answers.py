"""What one question in JSON says: options and answers come as letters, texts, lists, objects or true and false."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from exams.importing.answers import TRUE_FALSE_OPTIONS, choice_answer
from exams.importing.drafts import QuestionDraft, UnreadableRow
from exams.importing.kinds import kind_of
from exams.importing.marks import digits, letters_of, texts_of, truth_of
from exams.importing.options import split_options
from exams.importing.subjects import CATEGORY_WORDS
from exams.models.questions import FALSE, TRUE, Category, QuestionKind
from organizations.spreadsheets import plain

Said = dict[str, Any]
Options = tuple[tuple[str, str], ...]
UNKEPT = re.compile("[\0\ud800-\udfff]")  # what JSON can spell and no database keeps
TEXT_KEYS = ("text", "content", "value", "label", "title", "name", "option", "内容", "选项")
RIGHT_KEYS = ("iscorrect", "correct", "isright", "right", "isanswer", "正确")
KIND_WORDS = {
    **dict.fromkeys(("single", "singlechoice", "radio", "choice", "multiplechoice"), ""),
    **dict.fromkeys(("multiple", "multi", "multichoice", "checkbox", "multipleanswer"), QuestionKind.MULTIPLE),
    **dict.fromkeys(("truefalse", "tf", "judge", "judgement", "judgment", "boolean", "bool"), QuestionKind.TRUE_FALSE),
    **dict.fromkeys(
        ("fill", "blank", "fillin", "fillblank", "shortanswer", "text", "填空", "填空题"), QuestionKind.FILL
    ),
    **dict.fromkeys(("order", "ordering", "sort", "排序", "排序题"), QuestionKind.ORDER),
}
DIFFICULTIES = {
    **dict.fromkeys(("1", "易", "简单", "容易", "easy", "low"), 1),
    **dict.fromkeys(("2", "中", "中等", "一般", "medium", "normal"), 2),
    **dict.fromkeys(("3", "难", "困难", "hard", "difficult", "high"), 3),
}


def draft_of(said: Said, place: str) -> QuestionDraft:
    """Return the question that these fields say. Raises UnreadableRow with what is wrong."""
    stem = text_of(said.get("stem"))
    if not stem:
        raise UnreadableRow(_("The question is empty."))
    options, marked = options_of(said.get("options"))
    answer = said.get("answer")
    answer = marked if answer is None else answer
    if answer is None or answer in ("", []):
        raise UnreadableRow(_("The answer is missing."))
    kind = _kind(said.get("kind"), options, answer)
    options, right = _right(kind, options, answer)
    return QuestionDraft(
        place,
        kind,
        stem,
        options,
        right,
        category=CATEGORY_WORDS.get(plain(text_of(said.get("category"))), Category.GENERAL),
        difficulty=_difficulty(said.get("difficulty")),
        posts=list_of(said.get("posts")),
        explanation=text_of(said.get("explanation")),
        background=text_of(said.get("background")),
        basis_text=text_of(said.get("basis_text")),
        basis_version=text_of(said.get("basis_version")),
        basis_article=text_of(said.get("basis_article")),
        basis_quote=text_of(said.get("basis_quote")),
        tolerance=_tolerance(said.get("tolerance")) if kind == QuestionKind.FILL else "",
        unit=text_of(said.get("unit")) if kind == QuestionKind.FILL else "",
    )


def _right(kind: str, options: Options, answer: Any) -> tuple[Options, tuple[str, ...]]:
    """Return the options as we keep them, and the right answer."""
    if kind == QuestionKind.TRUE_FALSE:
        return TRUE_FALSE_OPTIONS, (_truth(options, answer),)
    if kind == QuestionKind.FILL:
        texts = tuple(dict.fromkeys(filter(None, map(text_of, answer)))) if isinstance(answer, list) else None
        return (), texts or texts_of(text_of(answer))
    keys = keys_of(options, answer)
    if kind != QuestionKind.ORDER:
        return options, choice_answer(kind, options, keys)
    if sorted(keys) != [key for key, _option in options]:
        raise UnreadableRow(_("The answer “%s” does not name every step once.") % shown_answer(answer))
    return options, tuple(keys)


def options_of(given: Any) -> tuple[Options, list[str] | None]:
    """Return the options of {"A": …}, a list of texts or objects, or one text; and the keys marked as right."""
    if given is None or given == "":
        return (), None
    if isinstance(given, str):
        return split_options(given), None
    if isinstance(given, Mapping):
        pairs = sorted((plain(key).upper(), text_of(value)) for key, value in given.items())
        pairs = [(key, text) for key, text in pairs if text]
        if "".join(key for key, _option in pairs) != "ABCDEFGH"[: len(pairs)]:
            raise UnreadableRow(
                _("The options are not A, B, C … in order: they read %s.") % "、".join(k for k, _t in pairs)
            )
        return tuple(pairs), None
    if not isinstance(given, list) or len(given) > 8:
        raise UnreadableRow(_("An option is empty, or there are more than eight."))
    if all(isinstance(each, str) for each in given):
        joined = split_options("\n".join(given)) if all("\n" not in each for each in given) else ()
        return joined if len(joined) == len(given) else tuple(
            zip("ABCDEFGH", map(str.strip, given), strict=False)
        ), None
    return _objects(given)


def _objects(given: Sequence[Any]) -> tuple[Options, list[str] | None]:
    texts, right = [], []
    for key, each in zip("ABCDEFGH", given, strict=False):
        text, is_right = option_of(each)
        texts.append((key, text))
        if is_right:
            right.append(key)
    return tuple(texts), right or None


def option_of(given: Any) -> tuple[str, bool]:
    """Return the words of an option, which may be an object, and whether it says of itself that it is right."""
    fields = {plain(name).replace("_", ""): value for name, value in given.items()} if isinstance(given, dict) else {}
    text = next((text_of(fields[name]) for name in TEXT_KEYS if name in fields), text_of(given))
    return text, any(fields.get(name) in (True, 1, "1", "true", "True") for name in RIGHT_KEYS)


def _kind(given: Any, options: Options, answer: Any) -> str:
    """Return the kind; a number or nothing says none, because each program counts its kinds in its own way."""
    word, known = _kind_word(given), known_kind(given)
    if word and not known and word not in KIND_WORDS and not word.isdigit():
        raise UnreadableRow(_("Unknown kind “%s”: write 单选题, 多选题 or 判断题.") % given)
    if known:
        return known
    if isinstance(answer, bool) or (options and all(truth_of(text) for _key, text in options)):
        return QuestionKind.TRUE_FALSE
    if options:
        return QuestionKind.MULTIPLE if len(keys_of(options, answer)) > 1 else QuestionKind.SINGLE
    return QuestionKind.TRUE_FALSE if truth_of(shown_answer(answer)) else QuestionKind.FILL


def known_kind(given: Any) -> str:
    """Return the kind that a word names, or nothing."""
    word = _kind_word(given)
    return kind_of(word) or KIND_WORDS.get(word, "")


def _kind_word(given: Any) -> str:
    return plain(text_of(given)).replace("_", "").replace("-", "").replace("/", "")


def keys_of(options: Options, answer: Any) -> str:
    """Return the letters of an answer, which may name the options by their texts. Raises UnreadableRow otherwise."""
    keys, texts = {key for key, _text in options}, {text: key for key, text in options}
    pieces = answer if isinstance(answer, list) else [answer]
    found = ""
    for piece in pieces:
        word = text_of(piece)
        letters = letters_of(word) or ""
        if letters and set(letters) <= keys:
            found += letters
        elif word in texts:
            found += texts[word]
        else:
            raise UnreadableRow(_("The answer “%s” is not among the options.") % shown_answer(answer))
    return found


def _truth(options: Options, answer: Any) -> str:
    if isinstance(answer, bool):
        return TRUE if answer else FALSE
    word = shown_answer(answer)
    right = truth_of(dict(options).get(word.strip().upper(), word))
    if right is None:
        raise UnreadableRow(_("The answer “%s” is neither right nor wrong: write A, B, 对 or 错.") % word)
    return right


def _tolerance(given: Any) -> str:
    try:
        return digits(text_of(given)) if text_of(given) else ""
    except ValueError as error:
        raise UnreadableRow(_("“%s” is no number.") % given) from error


def _difficulty(given: Any) -> int:
    word = plain(text_of(given))
    if word and word not in DIFFICULTIES:
        raise UnreadableRow(_("Unknown difficulty “%s”: write 1, 2 or 3.") % given)
    return DIFFICULTIES.get(word, 1)


def list_of(given: Any) -> tuple[str, ...]:
    """Return the texts of a list, or of one text with 、 or commas between them."""
    pieces = given if isinstance(given, list) else text_of(given).replace("，", "、").replace(",", "、").split("、")
    return tuple(filter(None, map(text_of, pieces)))


def text_of(value: Any) -> str:
    """Return a text or a number as text; nothing for what is neither."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return UNKEPT.sub("", str(value)).strip()


def shown_answer(answer: Any) -> str:
    """Return an answer, or several of them, as text."""
    return "、".join(map(text_of, answer)) if isinstance(answer, list) else text_of(answer)
