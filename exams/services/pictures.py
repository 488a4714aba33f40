"""Keeping pictures in a bank, and tying them to versions of its questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.base import ContentFile

from exams.models import QuestionPicture, VersionPicture
from exams.pictures.small import SmallPicture

if TYPE_CHECKING:
    from exams.models import QuestionBank, QuestionVersion
    from exams.pictures.drafts import DraftPicture

BATCH = 500
Source = SmallPicture | UUID


def tie_pictures(*, bank: QuestionBank, pictures: Mapping[QuestionVersion, Sequence[DraftPicture]]) -> None:
    """Give new versions their pictures; afterwards the bank has each of them, once. Six statements at most a batch.

    A picture of another bank becomes one of this bank as well. The caller's transaction holds it together; no pictures
    cost nothing.
    """
    sources = {draft.source for drafts in pictures.values() for draft in drafts}
    if not sources:
        return
    kept = _keep(bank, sources)
    VersionPicture.objects.bulk_create(
        [
            VersionPicture(version=version, place=draft.place, alt=draft.alt, picture_id=kept[draft.source])
            for version, drafts in pictures.items()
            for draft in drafts
        ],
        batch_size=BATCH,
    )


def _keep(bank: QuestionBank, sources: Collection[Source]) -> dict[Source, UUID]:
    """Return the key of each picture in the bank; what the bank lacks is added."""
    new = {source.digest: source for source in sources if isinstance(source, SmallPicture)}
    # locked, so that nobody takes the files away meanwhile
    locked = QuestionPicture.objects.select_for_update()
    old = locked.in_bulk([source for source in sources if isinstance(source, UUID)])
    digests = {*new, *(picture.digest for picture in old.values())}
    known = _known(bank, digests)
    missing = [_file(bank, small) for digest, small in new.items() if digest not in known]
    missing += [_again(bank, picture) for picture in old.values() if picture.digest not in {*known, *new}]
    if missing:
        QuestionPicture.objects.bulk_create(missing, batch_size=BATCH, ignore_conflicts=True)
        known = _known(bank, digests)  # somebody else may have brought the same at the same moment
    return {
        source: known[source.digest if isinstance(source, SmallPicture) else old[source].digest] for source in sources
    }


def _known(bank: QuestionBank, digests: Iterable[str]) -> dict[str, UUID]:
    rows = QuestionPicture.objects.filter(bank=bank, digest__in=digests)
    return dict(rows.values_list("digest", "pk"))


def _file(bank: QuestionBank, small: SmallPicture) -> QuestionPicture:
    picture = QuestionPicture(bank=bank, digest=small.digest, width=small.width, height=small.height)
    picture.file.save("picture.webp", ContentFile(small.content), save=False)
    return picture


def _again(bank: QuestionBank, picture: QuestionPicture) -> QuestionPicture:
    """The same file under another bank: it never changes, so two rows can share it."""
    facts = {"digest": picture.digest, "width": picture.width, "height": picture.height}
    return QuestionPicture(bank=bank, file=picture.file.name, **facts)
