"""Fields of a form for pictures: a file, what it shows in words, and a way to take away what is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils.translation import gettext as _

from exams.models.pictures import LONGEST_ALT
from exams.pictures.drafts import DraftPicture
from exams.pictures.known import KnownPicture
from exams.pictures.small import SmallPicture, small_picture
from organizations.archives import BadFile

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent for one place."""

    upload: UploadedFile[Any] | None
    alt: str
    is_removed: bool


class PicturesWidget(forms.Widget):
    """A row of inputs for each place, with the picture that is there."""

    template_name = "exams/admin/pictures.html"
    needs_multipart_form = True

    class Media:
        js = (Script("admin/hazards.js", type="module"),)

    def __init__(self, places: str, *, is_folded: bool) -> None:
        super().__init__()
        self.places, self.is_folded = places or ("",), is_folded
        self.known: Mapping[str, KnownPicture] = {}

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> dict[str, Sent]:
        return {
            place: Sent(
                files.get(_name(name, place)),
                " ".join(str(data.get(f"{_name(name, place)}-alt", "")).split()),
                f"{_name(name, place)}-remove" in data,
            )
            for place in self.places
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str) -> str:
        return _name(id_, self.places[0])

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        sent: Mapping[str, Sent] = value or {}
        rows = [self._row(_name(name, place), place, sent.get(place)) for place in self.places]
        is_open = not self.is_folded or bool(self.known) or any(row["is_lost"] or row["alt"] for row in rows)
        context = {"rows": rows, "is_folded": self.is_folded, "is_open": is_open, "longest": LONGEST_ALT}
        return {**super().get_context(name, None, attrs), **context}

    def _row(self, name: str, place: str, sent: Sent | None) -> dict[str, Any]:
        known = self.known.get(place)
        return {
            "name": name,
            "place": place,
            "known": known,
            "alt": sent.alt if sent else known.draft.alt if known else "",
            "is_lost": bool(sent and sent.upload),
        }


def _name(field: str, place: str) -> str:
    return f"{field}-{place or 'stem'}"


class PicturesField(forms.Field):
    """Pictures at given places, as drafts; no places means the one of the question itself."""

    widget: PicturesWidget

    def __init__(self, *, places: str = "", **kwargs: Any) -> None:
        widget = PicturesWidget(places, is_folded=bool(places))
        super().__init__(required=False, widget=widget, **kwargs)

    def know(self, pictures: Iterable[KnownPicture]) -> None:
        """Say what is there before the form is filled in."""
        self.widget.known = {known.draft.place: known for known in pictures if known.draft.place in self.widget.places}

    def measures(self, draft: DraftPicture) -> tuple[int, int]:
        """Return width and height of a picture of this field, pixels."""
        if isinstance(draft.source, SmallPicture):
            return draft.source.width, draft.source.height
        known = self.widget.known[draft.place]
        return known.width, known.height

    def has_changed(self, initial: Any, data: Any) -> bool:
        known = self.widget.known
        return any(
            sent.upload is not None or (place in known and (sent.is_removed or sent.alt != known[place].draft.alt))
            for place, sent in (data or {}).items()
        )

    def clean(self, value: Mapping[str, Sent]) -> tuple[DraftPicture, ...]:
        drafts = (self._draft(place, sent) for place, sent in value.items())
        return tuple(draft for draft in drafts if draft)

    def _draft(self, place: str, sent: Sent) -> DraftPicture | None:
        known = self.widget.known.get(place)
        before = _("Option %s: ") % place if place else ""
        if sent.upload is None and (sent.is_removed or known is None):
            if sent.alt and not sent.is_removed:
                raise ValidationError(before + _("The picture is described, but none is chosen: choose its file."))
            return None
        if not sent.alt:
            raise ValidationError(before + _("Say in words what the picture shows: it is read aloud to who needs it."))
        if len(sent.alt) > LONGEST_ALT:
            raise ValidationError(before + _("The words for the picture are too long: %d at most.") % LONGEST_ALT)
        if sent.upload is None:
            assert known is not None  # noqa: S101  (else it went out above)
            return DraftPicture(place, sent.alt, known.draft.source)
        try:
            return DraftPicture(place, sent.alt, small_picture(sent.upload.read(), filename=sent.upload.name or ""))
        except BadFile as refusal:
            raise ValidationError(before + str(refusal)) from refusal
