"""What a cell says is right: letters, the option's own words, lists of texts, flags beside options, 对 and 错."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from exams.importing.drafts import UnreadableRow
from exams.importing.options import LETTERS, Options, check_options
from exams.models.questions import FALSE, TRUE, QuestionKind
from organizations.spreadsheets import plain

TRUE_WORDS = frozenset({"正确", "对", "√", "✓", "✔", "☑", "是", "t", "true", "yes", "y", "right"})
FALSE_WORDS = frozenset(
    {"错误", "错", "×", "x", "✗", "✘", "╳", "否", "不正确", "不对", "不是", "f", "false", "no", "n", "wrong"}
)
TRUE_FALSE_OPTIONS = ((TRUE, "正确"), (FALSE, "错误"))
BEFORE_ANSWER = re.compile(r"^(?:(?:正确|标准|参考)?(?:答案|选项)(?:是|为)?|选)?[:\s]*(?=\S)")
BETWEEN_LETTERS = re.compile(r"[\s,、;|/.。和及()\[\]>→-]+")
BETWEEN_TEXTS = (re.compile(r"[;；|\n]+"), re.compile(r"[,，、]+"))
BETWEEN_ACCEPTED = re.compile(r"[;；|｜]")
QUOTED = re.compile(r"'([^']*)'")
NUMBER, AROUND = r"([-+]?\d+(?:\.\d+)?)\s*", r"(?:±|\+/-|\+-)\s*(\d+(?:\.\d+)?)\s*"
MEASURE = re.compile(rf"{NUMBER}{AROUND}(\S*)")
# without a tolerance only what is plainly a number with its unit: 15 分钟, 1.5 m, and not 5S 管理
EXACT = re.compile(
    rf"{NUMBER}((?:[\u4e00-\u9fff]{{0,3}}|℃|°C|%|‰|°|[kcm]?m|m/s|mg/m3|k?g|t|[Mk]?Pa|k?V|m?A|k?W|h|min|s|ppm|m?L|dB))"
)
LONGEST_UNIT, TOLERANCE_PLACES, TOLERANCE_DIGITS = 12, 4, 8  # as QuestionVersion keeps them


@dataclass(frozen=True, slots=True)
class Filled:
    """What may be filled in: each text that is right, or one number with its tolerance and unit."""

    accepted: tuple[str, ...]
    tolerance: str = ""
    unit: str = ""

    @property
    def words(self) -> str:
        """The answer as a person writes it; reading it again gives the same."""
        if not self.tolerance:
            return "；".join(self.accepted)
        around = "" if Decimal(self.tolerance) == 0 else f"±{self.tolerance}"
        return f"{self.accepted[0]}{around} {self.unit}".rstrip()


def is_true_false_word(text: str) -> bool:
    """Whether the text is 对, 错, or another word for it; 1 and 0 are none."""
    return _word(text) in TRUE_WORDS | FALSE_WORDS


def true_false_answer(
    options: Options, answer: str, *, digits: Mapping[str, str] | None = None
) -> tuple[Options, tuple[str, ...]]:
    """Return the two options as we keep them, and which of them the answer means.

    The answer is a word, the letter of an option, A or B for right or wrong where no options are given, or a digit: 1
    for right and 0 for wrong unless `digits` says otherwise. Raises UnreadableRow.
    """
    if options and not all(is_true_false_word(text) for _key, text in options):
        raise UnreadableRow(_("True or false, but the options say something else: is it a choice?"))
    if not answer.strip():
        raise UnreadableRow(_("The answer is missing."))
    meaning = digits or {"1": TRUE, "0": FALSE}
    said = _word(BEFORE_ANSWER.sub("", unicodedata.normalize("NFKC", answer)))
    by_letter = dict(options) or {"A": "对", "B": "错"}
    word = _word(by_letter.get(said.upper(), said))
    if word in meaning:
        return TRUE_FALSE_OPTIONS, (meaning[word],)
    if word in TRUE_WORDS:
        return TRUE_FALSE_OPTIONS, (TRUE,)
    if word in FALSE_WORDS:
        return TRUE_FALSE_OPTIONS, (FALSE,)
    raise UnreadableRow(_("The answer “%s” is neither right nor wrong: write A, B, 对 or 错.") % answer)


def choice_answer(kind: str, options: Options, answer: str) -> tuple[str, ...]:
    """Return the right keys in order. Raises UnreadableRow where options or answer don't fit the kind."""
    check_options(options)
    chosen = tuple(sorted(set(chosen_keys(options, answer))))
    if kind == QuestionKind.SINGLE and len(chosen) != 1:
        raise UnreadableRow(_("A single choice with the answer “%s”: is it a multiple choice?") % answer)
    return chosen


def order_answer(options: Options, answer: str) -> tuple[str, ...]:
    """Return the keys of the steps in the right order. Raises UnreadableRow unless each step is named once."""
    check_options(options)
    chosen = chosen_keys(options, answer)
    if sorted(chosen) != [key for key, _text in options]:
        raise UnreadableRow(_("The answer “%s” does not name each step once: write it like CABD.") % answer)
    return tuple(chosen)


def fill_answer(answer: str) -> Filled:
    """Return what may be filled in: texts with ； or | between them, or a number like `1.5±0.1 米`.

    Raises UnreadableRow for no answer, and for a tolerance or unit that is too long to keep.
    """
    text = unicodedata.normalize("NFKC", answer).strip()
    if measure := MEASURE.fullmatch(text):
        return _measured(*measure.groups())
    if exact := EXACT.fullmatch(text):
        return _measured(exact[1], "0", exact[2])
    texts = _listed(answer) or BETWEEN_ACCEPTED.split(answer)
    accepted = tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))
    if not accepted:
        raise UnreadableRow(_("The answer is missing."))
    return Filled(accepted)


def flagged_letters(flags: Sequence[str]) -> str:
    """Return the letters of the options that their flags call right. Raises UnreadableRow for any other flag."""
    letters = ""
    for letter, flag in zip(LETTERS, flags, strict=False):
        word = _word(flag)
        if word in TRUE_WORDS | {"1"}:
            letters += letter
        elif word not in FALSE_WORDS | {"", "0"}:
            raise UnreadableRow(
                _("Whether option %(letter)s is right: “%(said)s” says neither 1 nor 0.")
                % {"letter": letter, "said": flag}
            )
    return letters


def chosen_keys(options: Options, answer: str) -> list[str]:
    """Return the keys in the order in which the answer names them, by letter or by the option's own words.

    Raises UnreadableRow for no answer, and for one that is not among the options.
    """
    keys = {key for key, _text in options}
    letters = letters_of(answer)
    if letters and set(letters) <= keys and not (len(letters) > 1 and _are_words(answer, options)):
        return list(letters)
    texts = _listed(answer)
    for found in (texts or [], [answer], *(pattern.split(answer) for pattern in BETWEEN_TEXTS)):
        chosen = [_key_of(text, options) for text in found if text.strip()]
        if chosen and all(chosen):
            return chosen
    if not answer.strip() or texts == []:
        raise UnreadableRow(_("The answer is missing."))
    raise UnreadableRow(_("The answer “%s” is not among the options.") % answer)


def letters_of(answer: str) -> str:
    """Return the letters of an answer like `A,B`, `正确答案ABC` or `Ａ；Ｃ`; empty when it is something else."""
    said = BEFORE_ANSWER.sub("", unicodedata.normalize("NFKC", answer).strip())
    said = re.sub(r"(?:选项|option)", "", BETWEEN_LETTERS.sub("", said), flags=re.IGNORECASE).upper()
    return said if said and set(said) <= set(LETTERS) else ""


def texts_of(answer: str) -> list[str]:
    """Return the texts of an answer that is a list like `["…","…"]`; one text for any other."""
    texts = _listed(answer)
    return [answer] if texts is None else texts


def _listed(answer: str) -> list[str] | None:
    """Return the texts of a written list, None where it is none."""
    answer = answer.strip()
    if not (answer.startswith("[") and answer.endswith("]")):
        return None
    try:
        return [str(text).strip() for text in json.loads(answer)]
    except (ValueError, RecursionError):
        return QUOTED.findall(answer) or None


def _key_of(text: str, options: Options) -> str:
    """Return the key of the option that has these words, with or without its letter before them; or nothing."""
    said = _squeezed(text)
    for key, option in options:
        if text.strip() == option:
            return key
    for key, option in options:
        words = _squeezed(option)
        if said == words or re.fullmatch(rf"{key}[.、:)]?{re.escape(words)}", said, re.IGNORECASE):
            return key
    return ""


def _are_words(letters: str, options: Options) -> bool:
    """Whether an option has just these letters as its words: then BC is no list, but it is where option B is “C”."""
    said = _squeezed(letters)
    return any(
        said == words or re.fullmatch(rf"{key}[.:)]{re.escape(words)}", said, re.IGNORECASE)
        for key, words in ((key, _squeezed(option)) for key, option in options)
    )


def _squeezed(text: str) -> str:
    return plain(text).rstrip("。.;,")


def _word(text: str) -> str:
    return _squeezed(text).strip("\"'()[]")


def _measured(number: str, tolerance: str, unit: str) -> Filled:
    whole, _point, places = tolerance.partition(".")
    if len(places) > TOLERANCE_PLACES or len(whole) > TOLERANCE_DIGITS:
        raise UnreadableRow(_("The tolerance %s has more than four places after the point.") % tolerance)
    if len(unit) > LONGEST_UNIT:
        raise UnreadableRow(_("The unit “%s” is too long.") % unit)
    return Filled((number.removeprefix("+"),), str(Decimal(tolerance)), unit)
