"""Records with a name that lists of them are sorted by, as it sounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db import models

from organizations.pinyin import LONGEST, sounded

if TYPE_CHECKING:
    TextField = models.CharField[str, str]
else:
    TextField = models.CharField

Row = TypeVar("Row", bound=models.Model)


class SortNameField(TextField):
    """How the name sounds: taken from the name each time the row is written."""

    def __init__(self, *args: Any, is_person: bool = False, **kwargs: Any) -> None:
        self.is_person = is_person
        super().__init__(*args, **{"max_length": LONGEST, "default": "", "editable": False, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        sound = self.of(model_instance.name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, sound)
        return sound

    def of(self, name: str) -> str:
        return sounded(name, is_person=self.is_person)


class SoundedQuerySet(models.QuerySet[Row]):
    """Writing many names at once writes how they sound as well."""

    def bulk_update(self, objs: Iterable[Row], fields: Iterable[str], batch_size: int | None = None) -> int:
        rows, written = list(objs), list(fields)
        if "name" in written:
            for row in rows:
                _field(row).pre_save(row, add=False)
            written.append("sort_name")
        return super().bulk_update(rows, written, batch_size=batch_size)

    def update(self, **values: Any) -> int:
        if isinstance(values.get("name"), str):  # bulk_update comes here too, with an expression for many rows
            values["sort_name"] = _field(self.model).of(values["name"])
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]


class Sounded(models.Model):
    """Keeps `sort_name` in step with `name`, also where only the name is saved."""

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "sort_name"}
        super().save(*args, update_fields=update_fields, **kwargs)


def _field(row: models.Model | type[models.Model]) -> SortNameField:
    return cast("SortNameField", row._meta.get_field("sort_name"))
