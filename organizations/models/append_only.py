"""Records that are evidence: added, never changed, never deleted."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class AppendOnly(TypeError):
    """Somebody tried to change or delete a row that is evidence."""


class AppendOnlyQuerySet(models.QuerySet[Row_co]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class AppendOnlyModel(models.Model):
    """A row that is only ever inserted. A correction is another row."""

    objects: ClassVar = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly
