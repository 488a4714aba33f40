"""Which picture stands where in a version of a question."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from exams.models import QuestionVersion, VersionPicture


def with_pictures(to_version: str = "") -> Prefetch[str]:
    """Return what to fetch along with versions, so that their pictures cost one query in all, the question's own first.

    `to_version` leads from a row to its version, like version__.
    """
    return Prefetch(f"{to_version}pictures", VersionPicture.objects.select_related("picture").order_by("place"))


def fetch_pictures(versions: Iterable[QuestionVersion]) -> None:
    """Fetch the pictures of versions that were read without; one query, none where they are known."""
    prefetch_related_objects(list(versions), with_pictures())


def by_place(version: QuestionVersion) -> dict[str, VersionPicture]:
    """Return the version's pictures: "" is the question's own, the others are of options, by key."""
    return {used.place: used for used in version.pictures.all()}
