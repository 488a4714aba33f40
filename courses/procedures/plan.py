"""What a file of procedures would change: decided before anything is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.models.procedure_steps import ProcedureStep
from courses.models.procedures import OPEN, Procedure, ProcedureVersion, VersionState
from courses.procedures.steps import StepDraft, draft_of
from courses.procedures.tables import BadStep, ReadSteps, StepTable
from organizations.models import Membership, Post, Unit
from organizations.spreadsheets import plain


@dataclass(frozen=True, slots=True)
class Planned:
    """The steps of one post. `procedure` is None where it has to be begun, `draft` where a next version has to be."""

    post: Post
    steps: tuple[StepDraft, ...]
    procedure: Procedure | None = None
    draft: ProcedureVersion | None = None


@dataclass(frozen=True, slots=True)
class ProcedurePlan:
    """The difference between the file and the enterprise; `digest` says whether two plans are the same."""

    begun: tuple[Planned, ...]
    drafted: tuple[Planned, ...]
    unchanged: int
    bad: tuple[BadStep, ...]
    tables: tuple[StepTable, ...]

    @property
    def digest(self) -> str:
        told = [(each.post.pk, each.steps, each.draft.pk if each.draft else 0) for each in (*self.begun, *self.drafted)]
        return hashlib.sha256(repr((told, self.unchanged, self.bad)).encode()).hexdigest()


def posts_held(enterprise: Unit) -> dict[str, Post]:
    """Return the posts that people of the enterprise hold, by their plain names. One query."""
    held = Membership.objects.current().filter(enterprise=enterprise, post__isnull=False).values("post")
    return {plain(post.name): post for post in Post.objects.filter(pk__in=held)}


def plan_procedures(*, enterprise: Unit, read: ReadSteps) -> ProcedurePlan:
    """Hold what a file says against the enterprise as it is. A procedure of which a row is bad is left out as a whole.

    Five queries, however many procedures.
    """
    posts, bad = posts_held(enterprise), list(read.bad)
    spoilt = {plain(step.post) for step in read.bad}
    standing = _standing(enterprise)
    begun: list[Planned] = []
    drafted: list[Planned] = []
    unchanged = 0
    for name, steps in _by_post(read.steps).items():
        if name in spoilt:
            continue
        place, post = read.places[steps[0]], posts.get(name)
        if post is None:
            reason = _("岗位: nobody here holds “%s”. Write it as the roster does, or enter it there first.") % steps[0]
            bad.append(BadStep(place, reason, name))
            continue
        wanted = tuple(step for said in steps for step in read.steps[said])
        procedure, versions = standing.get(post.pk, (None, {}))
        planned = Planned(post, wanted, procedure, versions.get(VersionState.DRAFT))
        if any(version.is_in_review for version in versions.values()):
            reason = _("岗位: a version for “%s” is under review. Let it be sent back or approved first.") % post.name
            bad.append(BadStep(place, reason, name))
        elif _is_as_it_was(wanted, versions):
            unchanged += 1
        else:
            (drafted if procedure else begun).append(planned)
    return ProcedurePlan(tuple(begun), tuple(drafted), unchanged, tuple(sorted(bad, key=_in_the_file)), read.tables)


def _in_the_file(step: BadStep) -> list[str | int]:
    """Return what puts rows in their order: row 9 before row 10."""
    return [int(word) if word.isdecimal() else word for word in re.split(r"(\d+)", step.place)]


def _by_post(steps: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the names under which each post stands in the file, by its plain name."""
    found: dict[str, list[str]] = {}
    for said in steps:
        found.setdefault(plain(said), []).append(said)
    return found


def _standing(enterprise: Unit) -> dict[int, tuple[Procedure, dict[str, ProcedureVersion]]]:
    """Return each post's procedure and its versions that are open or in force, by state."""
    found: dict[int, tuple[Procedure, dict[str, ProcedureVersion]]] = {
        procedure.post_id: (procedure, {}) for procedure in Procedure.objects.filter(enterprise=enterprise)
    }
    versions = ProcedureVersion.objects.filter(
        procedure__enterprise=enterprise, state__in=(*OPEN, VersionState.IN_FORCE)
    )
    for version in versions.select_related("procedure").prefetch_related("steps__picture"):
        found[version.procedure.post_id][1][version.state] = version
    return found


def _is_as_it_was(steps: tuple[StepDraft, ...], versions: Mapping[str, ProcedureVersion]) -> bool:
    """Whether the draft, or what is in force where there is none, says and shows the same.

    A step that comes without a picture keeps the one it has: many tables have none.
    """
    known = versions.get(VersionState.DRAFT) or versions.get(VersionState.IN_FORCE)
    if known is None:
        return False
    before = list(known.steps.all())
    return len(steps) == len(before) and all(map(_is_the_same, steps, before))


def _is_the_same(step: StepDraft, before: ProcedureStep) -> bool:
    shown = before.picture.file_hash if before.picture else ""
    same_picture = step.brought is None or step.brought.digest == shown
    said = (step.words(), step.is_critical)
    return same_picture and said == (draft_of(before).words(), before.is_critical)
