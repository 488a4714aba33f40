"""The demonstration's bonus: last month's sheet of the first enterprise, shown to its teams, with one appeal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from exams.bonus.rule import DEFAULT_RULE
from exams.models import Attempt, BonusRule, BonusSheet, Exam
from exams.services.bonus_appeals import say_appeal
from exams.services.bonus_bases import Brought, bring_bases
from exams.services.bonus_rules import keep_rule, publish_rule
from exams.services.bonus_sheets import compute_sheet, publish_sheet
from home.demo.county import FIRST
from home.demo.sittings import PAST_TITLE
from organizations.models import Unit, User

RULE_NAME = "月度考试与奖金挂钩办法"
YUAN, YUAN_OF_LEADERS, LEADER = "400.00", "500.00", "班长"
DAYS_FOR_APPEALS = 3
APPEAL = "我那天有一题题干没看明白，选的和书上写的一样。请核对一下我的答卷。"


def build_bonus() -> None:
    """Rule, base amounts, sheet and appeal exist afterwards. Safe to repeat."""
    exam, officer = Exam.objects.get(title=PAST_TITLE), User.objects.get(username="officer")
    enterprise = Unit.objects.get(code=FIRST.code)
    month = exam.bonus_month
    if month is None or BonusSheet.objects.filter(enterprise=enterprise).exists():
        return
    _rule(enterprise, month, officer)
    bring_bases(enterprise=enterprise, month=month, brought=_bases(exam, enterprise), by=officer)
    sheet = compute_sheet(enterprise=enterprise, month=month, by=officer)
    if sheet.is_provisional:  # both of the demonstration's exams lie in one month
        return
    sheet = publish_sheet(sheet=sheet, days=DAYS_FOR_APPEALS, by=officer)
    lowest = sheet.lines.filter(score__isnull=False).select_related("worker").order_by("score", "pk")[0]
    say_appeal(line=lowest, text=APPEAL, by=lowest.worker)


def _rule(enterprise: Unit, month: date, officer: User) -> None:
    decided = month - timedelta(days=7)
    draft = BonusRule(
        enterprise=enterprise,
        in_force_from=month,
        resolution=f"{decided.year}年{decided.month}月{decided.day}日职工代表大会讨论通过（演示）",
    )
    publish_rule(draft=keep_rule(draft=draft, rule=replace(DEFAULT_RULE, name=RULE_NAME), by=officer), by=officer)


def _bases(exam: Exam, enterprise: Unit) -> Brought:
    """A table as the payroll clerk brings it: leaders have a higher amount."""
    seats = Attempt.objects.filter(exam=exam, enterprise=enterprise).order_by("employee_no")
    posts = seats.values_list("employee_no", "worker__memberships__post__name")
    rows = [f"{number},{YUAN_OF_LEADERS if post == LEADER else YUAN}" for number, post in posts]
    return Brought("奖金基数.csv", "\n".join(["工号,基数", *rows]).encode())
