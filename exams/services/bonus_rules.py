"""An enterprise's bonus rule: drafted, published, never changed afterwards; the next version takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.bonus.months import month_text
from exams.bonus.out import why_month_is_out
from exams.bonus.rule_data import read_rule, rule_data
from exams.errors import MonthIsOut, RulePublished
from exams.models import BonusRule
from exams.services.bonus_touched import touch_by_rule
from organizations.audit import record
from organizations.models import Unit

if TYPE_CHECKING:
    from exams.bonus.rule import BonusRule as Rule
    from organizations.models import User


@transaction.atomic
def keep_rule(*, draft: BonusRule, rule: Rule, by: User) -> BonusRule:
    """Save a draft with this rule; a new one is the enterprise's next version.

    Raises RulePublished, and ValidationError (a month that is none).
    """
    _lock(draft.enterprise)
    _require_draft(draft)
    if draft._state.adding:
        draft.version = _highest(draft.enterprise) + 1
        draft.made_by = by
    draft.name, draft.data = rule.name, rule_data(rule)
    draft.full_clean()
    draft.save()
    record("bonus_rule.save", by=by, subject=draft, unit=draft.enterprise, version=draft.version)
    return draft


@transaction.atomic
def publish_rule(*, draft: BonusRule, by: User) -> BonusRule | None:
    """The rule is in force from its month on; return the version whose place it takes in that very month, if any.

    Raises RulePublished, BadRule, and MonthIsOut: what workers were shown by one rule is not counted by another.
    """
    _lock(draft.enterprise)
    _require_draft(draft)
    read_rule(draft.data)
    _require_not_shown(draft)
    replaced = same_month(draft)
    draft.published_at, draft.published_by = timezone.now(), by
    draft.save(update_fields=["published_at", "published_by"])
    touch_by_rule(enterprise=draft.enterprise, since=draft.in_force_from)
    record(
        "bonus_rule.publish",
        by=by,
        subject=draft,
        unit=draft.enterprise,
        version=draft.version,
        month=month_text(draft.in_force_from),
    )
    return replaced


@transaction.atomic
def discard_rule(*, draft: BonusRule, by: User) -> None:
    """Take away a rule that was never published. Raises RulePublished."""
    _lock(draft.enterprise)
    _require_draft(draft)
    record("bonus_rule.discard", by=by, subject=draft, unit=draft.enterprise, version=draft.version)
    draft.delete()


def same_month(draft: BonusRule) -> BonusRule | None:
    """Return the published version that counts in the very month from which the draft would. One query."""
    published = BonusRule.objects.published().filter(enterprise=draft.enterprise, in_force_from=draft.in_force_from)
    found: BonusRule | None = published.exclude(pk=draft.pk).order_by("-version").first()
    return found


def _highest(enterprise: Unit) -> int:
    highest: int | None = BonusRule.objects.filter(enterprise=enterprise).aggregate(last=Max("version"))["last"]
    return highest or 0


def _lock(enterprise: Unit) -> None:
    """One at a time changes an enterprise's rules, so that no two versions have one number."""
    Unit.objects.select_for_update(no_key=True).get(pk=enterprise.pk)


def _require_not_shown(draft: BonusRule) -> None:
    if why := why_month_is_out(draft.enterprise, draft.in_force_from):
        raise MonthIsOut(why)


def _require_draft(rule: BonusRule) -> None:
    if BonusRule.objects.published().filter(pk=rule.pk).exists():
        raise RulePublished(_("This rule was published: it stands as it is. Make a new version to change it."))
