"""Read a TOML table field by field, so that bad data is refused with the file and the field in the message."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path


class TomlTable:
    """One table of a content file. Every reader takes the field out; `close` refuses what nobody asked for."""

    def __init__(self, values: Mapping[str, object], where: str) -> None:
        self._values = dict(values)
        self.where = where

    @classmethod
    def from_file(cls, path: Path) -> "TomlTable":
        """Raises ValueError naming the file if it is not TOML."""
        try:
            return cls(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise ValueError(f"{path.name}: not readable as TOML: {problem}") from problem

    def wrong(self, field: str, problem: str) -> ValueError:
        return ValueError(f"{self.where}: field “{field}” {problem}")

    def close(self) -> None:
        """Raises ValueError if a field is left that no reader took: most often a misspelt name."""
        if self._values:
            raise self.wrong(next(iter(self._values)), "is not known")

    def text(self, field: str, *, blank: bool = False) -> str:
        value = self._take(field)
        if not isinstance(value, str):
            raise self.wrong(field, "must be a text")
        if not blank and not value.strip():
            raise self.wrong(field, "is empty")
        if value != value.strip():
            raise self.wrong(field, "begins or ends with a space")
        return value

    def choice(self, field: str, allowed: Sequence[str]) -> str:
        value = self.text(field, blank="" in allowed)
        if value not in allowed:
            raise self.wrong(field, f"is “{value}”, not one of {', '.join(allowed)}")
        return value

    def matching(self, field: str, pattern: str, meaning: str) -> str:
        """A text, empty if the pattern lets it, that is what `meaning` says in words."""
        value = self.text(field, blank=True)
        if not re.fullmatch(pattern, value):
            raise self.wrong(field, f"is “{value}”; it must be {meaning}")
        return value

    def expect(self, field: str, value: str) -> None:
        """Raises ValueError unless the field is this text; the field stays for its reader."""
        if self._values.get(field) != value:
            raise self.wrong(field, f"must be “{value}”, like the name of the file")

    def texts(self, field: str, *, at_least: int = 0, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        if default is not None and field not in self._values:
            return default
        value = self._take(field)
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(field, "must be a list of texts, none of them empty")
        if len(value) < at_least:
            raise self.wrong(field, f"needs at least {at_least}")
        return tuple(value)

    def whole(self, field: str, *, at_least: int = 0) -> int:
        value = self._take(field)
        if not isinstance(value, int) or isinstance(value, bool) or value < at_least:
            raise self.wrong(field, f"must be a whole number of at least {at_least}")
        return value

    def whole_if_known(self, field: str) -> int | None:
        """None when the field is left out: unknown, which is not zero."""
        return self.whole(field) if field in self._values else None

    def amount_if_known(self, field: str) -> Decimal | None:
        """A decimal written as a text, or None when the field is left out."""
        if field not in self._values:
            return None
        value = self.text(field)
        try:
            amount = Decimal(value)
        except InvalidOperation as problem:
            raise self.wrong(field, f"is “{value}”, not a number") from problem
        if not amount.is_finite() or amount < 0:
            raise self.wrong(field, f"is “{value}”, not an amount")
        return amount

    def flag(self, field: str, *, default: bool | None = None) -> bool:
        if default is not None and field not in self._values:
            return default
        value = self._take(field)
        if not isinstance(value, bool):
            raise self.wrong(field, "must be true or false")
        return value

    def day(self, field: str) -> date:
        value = self._take(field)
        # A datetime is a date to Python; a time of day in this field would be lost without a word.
        if type(value) is not date:
            raise self.wrong(field, "must be a date like 2024-02-18")
        return value

    def table(self, field: str) -> "TomlTable":
        value = self._take(field)
        if not isinstance(value, dict):
            raise self.wrong(field, "must be a table")
        return TomlTable(value, f"{self.where} [{field}]")

    def tables(self, field: str, *, at_least: int = 1) -> list["TomlTable"]:
        value = self._values.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(field, "must be a list of tables")
        if len(value) < at_least:
            raise self.wrong(field, f"needs at least {at_least}")
        return [TomlTable(item, f"{self.where} [[{field}]] {number}") for number, item in enumerate(value, start=1)]

    def _take(self, field: str) -> object:
        if field not in self._values:
            raise self.wrong(field, "is missing")
        return self._values.pop(field)
