"""What a person says of a table that nobody could read: which column of which sheet is what."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _

from exams.importing.columns import FIELDS, OPTION_FIELDS, Columns
from exams.models.questions import QuestionKind
from organizations.errors import Refused

MOST_COLUMNS = 16_384  # what Excel has
KEYS = frozenset({"fields", "header", "kind", "kind_codes", "numbered", "zero_is_right", "first_is_right"})
KINDS = frozenset(QuestionKind.values) - {QuestionKind.HAZARD}  # a table says nothing of squares on a picture


class BadMapping(Refused):
    """The mapping makes no sense; the message names the sheet and the field."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns of each sheet by its name; None for a sheet that shall be left out. Sheets it doesn't name are told
    by themselves.
    """

    sheets: MappingOf[str, Columns | None]

    def as_data(self) -> dict[str, Any]:
        """Return it for JSON: {"sheets": {name: null or {"fields": {field: column from 0}, "header": row, …}}}."""
        return {
            "sheets": {name: columns_as_data(columns) if columns else None for name, columns in self.sheets.items()}
        }

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """Return what `as_data` wrote, or a person. Raises BadMapping with a sentence for each thing it can't be."""
        sheets = data.get("sheets") if isinstance(data, dict) else None
        if not isinstance(sheets, dict) or not sheets:
            raise BadMapping(_("The mapping names no sheet."))
        return cls({str(name): None if said is None else _columns(str(name), said) for name, said in sheets.items()})


def columns_as_data(columns: Columns) -> dict[str, Any]:
    """Return the columns of one sheet for JSON."""
    return {
        "fields": dict(columns.fields),
        "header": columns.header,
        "kind": columns.kind,
        "kind_codes": dict(columns.kind_codes),
        "numbered": columns.numbered,
        "zero_is_right": columns.zero_is_right,
        "first_is_right": columns.first_is_right,
    }


def _columns(sheet: str, said: Any) -> Columns:
    columns = columns_from_data(sheet, said)
    _check(sheet, columns)
    return columns


def columns_from_data(sheet: str, said: Any) -> Columns:
    """Return what `columns_as_data` wrote; what no question can do without may be missing. Raises BadMapping."""
    if not isinstance(said, dict) or not isinstance(said.get("fields"), dict):
        raise BadMapping(_("Sheet %s: the mapping does not say which column is what.") % sheet)
    for key in said.keys() - KEYS:
        raise BadMapping(
            _("Sheet %(sheet)s: nothing is called “%(name)s” in a mapping.") % {"sheet": sheet, "name": key}
        )
    return Columns(
        _fields(sheet, said["fields"]),
        _header(sheet, said.get("header")),
        _kind(sheet, said.get("kind")),
        _kind_codes(sheet, said.get("kind_codes")),
        **{name: said.get(name) is True for name in ("numbered", "zero_is_right", "first_is_right")},
    )


def _fields(sheet: str, said: MappingOf[Any, Any]) -> dict[str, int]:
    for name, column in said.items():
        if name not in FIELDS:
            raise BadMapping(_("Sheet %(sheet)s: no field is called “%(name)s”.") % {"sheet": sheet, "name": name})
        if not isinstance(column, int) or isinstance(column, bool) or not 0 <= column < MOST_COLUMNS:
            raise BadMapping(
                _("Sheet %(sheet)s, %(name)s: “%(said)s” is no column; the first column is 0.")
                % {"sheet": sheet, "name": name, "said": column}
            )
    taken: dict[int, str] = {}
    for name, column in said.items():
        if column in taken:
            raise BadMapping(
                _("Sheet %(sheet)s: one column is both %(one)s and %(other)s.")
                % {"sheet": sheet, "one": taken[column], "other": name}
            )
        taken[column] = name
    return dict(said)


def _header(sheet: str, said: Any) -> int | None:
    if said is not None and (not isinstance(said, int) or isinstance(said, bool) or said < 1):
        raise BadMapping(_("Sheet %(sheet)s: “%(said)s” is no row of headings.") % {"sheet": sheet, "said": said})
    return said


def _kind(sheet: str, said: Any) -> str | None:
    if said is not None and said not in KINDS:
        raise BadMapping(_("Sheet %(sheet)s: “%(said)s” is no kind of question.") % {"sheet": sheet, "said": said})
    return said


def _kind_codes(sheet: str, said: Any) -> dict[str, str]:
    if said is not None and not isinstance(said, dict):
        raise BadMapping(_("Sheet %s: kind_codes does not say which figure stands for which kind.") % sheet)
    return {str(code): kind for code, name in (said or {}).items() if (kind := _kind(sheet, name))}


def _check(sheet: str, columns: Columns) -> None:
    if "stem" in columns.missing:
        raise BadMapping(_("Sheet %s: say which column is the question.") % sheet)
    if "answer" in columns.missing:
        raise BadMapping(_("Sheet %s: say which column is the answer, or that the right option stands first.") % sheet)
    if columns.first_is_right and "options" not in columns.fields and OPTION_FIELDS[0] not in columns.fields:
        raise BadMapping(_("Sheet %s: the right option stands first, but no column is the options.") % sheet)
