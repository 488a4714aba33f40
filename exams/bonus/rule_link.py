"""The way from a sheet to the rule that it was counted by."""

from __future__ import annotations

from django.urls import reverse

from exams.models import BonusRule, BonusSheet


def rule_of(sheet: BonusSheet) -> BonusRule | None:
    """Return the version that the sheet was counted by; None where the enterprise had published none. One query."""
    if sheet.rule_version is None:
        return None
    versions = BonusRule.objects.select_related("enterprise").filter(enterprise=sheet.enterprise_id)
    return versions.filter(version=sheet.rule_version).first()


def made_rule(sheet: BonusSheet) -> str:
    """Return where the rule stands for who sees the whole sheet, and so makes rules; the list where none was published.

    One query at most.
    """
    rule = rule_of(sheet)
    return reverse("admin_bonus_rules:rule", args=[rule.pk]) if rule else reverse("admin_bonus_rules:index")


def printed_rule(sheet: BonusSheet) -> str:
    """Return the address of the rule on paper, for who sees lines of the sheet; "" where none was published."""
    return "" if sheet.rule_version is None else reverse("exams:bonus_rule_pdf", args=[sheet.pk])
