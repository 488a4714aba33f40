"""The form in which a person says which column of a sheet is what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exams.importing.columns import FLAG_FIELDS, OPTION_FIELDS, Columns
from exams.importing.kinds import kind_codes
from exams.importing.mapping import BadMapping, Mapping, columns_as_data
from exams.importing.options import LETTERS
from exams.importing.shown_tables import ShownTable
from exams.models import QuestionKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WORDS: dict[str, StrOrPromise] = {
    "stem": gettext_lazy("the question itself"),
    "options": gettext_lazy("options, all in one cell"),
    **{
        name: format_lazy(gettext_lazy("option {letter}"), letter=letter)
        for letter, name in zip(LETTERS, OPTION_FIELDS, strict=True)
    },
    "answer": gettext_lazy("its right answer"),
    "kind": gettext_lazy("its kind"),
    "explanation": gettext_lazy("explanation"),
    "difficulty": gettext_lazy("difficulty"),
    "category": gettext_lazy("exam subject"),
    "posts": gettext_lazy("posts"),
    "background": gettext_lazy("what happened, for a case"),
    "picture": gettext_lazy("picture"),
    "picture_flag": gettext_lazy("whether there is a picture"),
    **{
        name: format_lazy(gettext_lazy("whether {letter} is right"), letter=letter)
        for letter, name in zip(LETTERS, FLAG_FIELDS, strict=True)
    },
}
KINDS_AS_WRITTEN = {
    QuestionKind.SINGLE: "单选",
    QuestionKind.MULTIPLE: "多选",
    QuestionKind.TRUE_FALSE: "判断",
    QuestionKind.FILL: "填空",
    QuestionKind.ORDER: "排序",
}
SWITCHES = ("zero_is_right", "first_is_right", "numbered")


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """One column over the first rows: its letter in Excel, and the field that asks what it is."""

    letter: str
    field: forms.BoundField


class SheetForm(forms.Form):
    """One sheet: what each column is, and what can't be seen in any column."""

    skip = forms.BooleanField(label=gettext_lazy("Leave this sheet out"), required=False)
    header = forms.TypedChoiceField(label=gettext_lazy("Row of headings"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of the questions, where no column says it"), required=False)
    first_is_right = forms.BooleanField(label=gettext_lazy("The first option is always the right one"), required=False)
    zero_is_right = forms.BooleanField(
        label=gettext_lazy("True or false is answered with figures, and 0 means right"), required=False
    )
    numbered = forms.BooleanField(label=gettext_lazy("The answer is a number: 1 means A, 2 means B"), required=False)
    kind_figures = forms.CharField(
        label=gettext_lazy("If the kinds are figures: what each stands for"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "1单选，2多选，3判断"}),
    )

    def __init__(self, table: ShownTable, **kwargs: Any) -> None:
        super().__init__(initial=_initial(table.columns, is_wanted=table.is_wanted), **kwargs)
        self.table = table
        header: Any = self.fields["header"]
        kind: Any = self.fields["kind"]
        header.choices = [("", _("no headings")), *((number, _("row %d") % number) for number in _numbers(table))]
        kind.choices = [("", _("told by the answers")), *QuestionKind.choices]
        for place in range(table.width):
            label = _("Column %s is") % _excel(place)
            self.fields[f"c{place}"] = forms.ChoiceField(
                label=label, required=False, choices=_choices, widget=forms.Select(attrs={"aria-label": label})
            )

    @property
    def heads(self) -> list[ColumnHead]:
        return [ColumnHead(_excel(place), self[f"c{place}"]) for place in range(self.table.width)]

    @property
    def choices(self) -> list[forms.BoundField]:
        return [self[name] for name in ("header", "kind", "kind_figures")]

    @property
    def switches(self) -> list[forms.BoundField]:
        return [self[name] for name in SWITCHES]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("skip"):
            for name, columns in self._chosen().items():
                if len(columns) > 1:
                    said = {"sheet": self.table.name, "columns": "、".join(map(_excel, columns)), "name": WORDS[name]}
                    raise ValidationError(_("Sheet %(sheet)s: the columns %(columns)s are all “%(name)s”.") % said)
            if data.get("kind_figures") and not self._kind_codes():
                raise ValidationError(
                    _("Sheet %s: write the figures and the kinds like 1单选，2多选，3判断.") % self.table.name
                )
        return data

    def said(self) -> dict[str, Any] | None:
        """Return what was chosen as Mapping.from_data takes it; None for a sheet that is left out."""
        data = self.cleaned_data
        if data["skip"]:
            return None
        return {
            "fields": {name: columns[0] for name, columns in self._chosen().items()},
            "header": data["header"],
            "kind": data["kind"] or None,
            "kind_codes": self._kind_codes(),
            **{name: data[name] for name in SWITCHES},
        }

    def _chosen(self) -> dict[str, list[int]]:
        chosen: dict[str, list[int]] = defaultdict(list)
        for place in range(self.table.width):
            if name := self.cleaned_data.get(f"c{place}"):
                chosen[name].append(place)
        return chosen

    def _kind_codes(self) -> dict[str, str]:
        return kind_codes(f"({self.cleaned_data['kind_figures']}")


class MappingForm:
    """The forms of all sheets of a file; `mapping` is what they say, once they are valid."""

    mapping: Mapping

    def __init__(self, tables: Sequence[ShownTable], data: QueryDict | None = None) -> None:
        self.sheets = [SheetForm(table, data=data, prefix=f"s{place}") for place, table in enumerate(tables)]
        self.refusal = ""

    def is_valid(self) -> bool:
        if not all(sheet.is_valid() for sheet in self.sheets):
            return False
        said = {sheet.table.name: sheet.said() for sheet in self.sheets}
        if not any(said.values()):
            self.refusal = _("Every sheet is left out: then there is nothing to bring in.")
            return False
        try:
            self.mapping = Mapping.from_data({"sheets": said})
        except BadMapping as refusal:
            self.refusal = str(refusal)
            return False
        return True


def tables_with(tables: Iterable[ShownTable], mapping: Mapping | None) -> list[ShownTable]:
    """Return the tables with what a person said of them before, where he did."""
    said = mapping.sheets if mapping else {}
    return [_with(table, said[table.name]) if table.name in said else table for table in tables]


def _with(table: ShownTable, columns: Columns | None) -> ShownTable:
    return ShownTable(table.name, table.rows, columns or table.columns, columns is not None, table.is_hidden)


def _initial(columns: Columns, *, is_wanted: bool) -> dict[str, Any]:
    known = columns_as_data(columns)
    figures = "，".join(f"{code}{KINDS_AS_WRITTEN[QuestionKind(kind)]}" for code, kind in columns.kind_codes.items())
    return {
        "skip": not is_wanted,
        "kind_figures": figures,
        **{name: known[name] for name in ("header", "kind", *SWITCHES)},
        **{f"c{place}": name for name, place in columns.fields.items()},
    }


def _numbers(table: ShownTable) -> list[int]:
    header = [table.columns.header] if table.columns.header else []
    return sorted({*header, *(number for number, _cells in table.rows)})


def _choices() -> list[tuple[str, StrOrPromise]]:
    return [("", _("not used")), *WORDS.items()]


def _excel(place: int) -> str:
    """Return the letters over a column in Excel: A for 0, AA for 26."""
    rest, last = divmod(place, 26)
    return (_excel(rest - 1) if rest else "") + chr(ord("A") + last)
