"""Keys at the end of a section or of a whole file: "1.A 2.B 3.C", "1-5 ABCDA", "1、√ 2、×"."""

from __future__ import annotations

import re

from exams.importing.marks import letters_of, truth_of

_LETTERS = r"[A-Ha-hＡ-Ｈ](?:[,，、]?[A-Ha-hＡ-Ｈ]){0,7}(?![A-Za-z])"
_TRUTH = r"√|×|✓|✔|✗|✘|正确|错误|对|错|[TFtfVvXx](?![A-Za-z])"
_ANSWER = rf"(?:{_LETTERS}|{_TRUTH})"
ONE = re.compile(rf"(\d{{1,4}})\s*[.．、:：)）]?\s*[(（]?\s*({_ANSWER})\s*[)）]?[\s,，;；。]*")
RUN = re.compile(
    r"(\d{1,4})\s*[-–—~～－至]+\s*(\d{1,4})\s*题?\s*[.．、:：)）]*\s*"
    r"([A-Ha-hＡ-ＨTFtfVvXx√×✓✔✗✘对错正确误][A-Ha-hＡ-ＨTFtfVvXx√×✓✔✗✘对错正确误\s,，、;；]*)[。]?\s*"
)
GROUPS = re.compile(r"[\s,，、;；]+")
SINGLES = re.compile(r"正确|错误|\S")
LONGEST_RUN = 200


def list_items(text: str) -> tuple[tuple[int, str], ...]:
    """Return ((number, answer), …) of a line that is nothing but a list of answers; empty for every other line.

    A run whose answers are more or fewer than its numbers is no list: it would be anybody's guess which is whose.
    """
    items: list[tuple[int, str]] = []
    at = 0
    while at < len(text):
        if run := RUN.match(text, at):
            answers = _answers_of_run(int(run[1]), int(run[2]), run[3])
            if not answers:
                return ()
            items += answers
            at = run.end()
        elif one := ONE.match(text, at):
            items.append((int(one[1]), one[2]))
            at = one.end()
        else:
            return ()
    return tuple(items)


def _answers_of_run(first: int, last: int, written: str) -> list[tuple[int, str]]:
    count = last - first + 1
    if not 1 <= count <= LONGEST_RUN:
        return []
    for answers in (
        [group for group in GROUPS.split(written) if group],
        SINGLES.findall(GROUPS.sub("", written)),
    ):
        if len(answers) == count and all(letters_of(answer) or truth_of(answer) for answer in answers):
            return list(zip(range(first, last + 1), answers, strict=True))
    return []
