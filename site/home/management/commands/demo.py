"""`manage.py demo`: the demonstration county. Can be run again; dates are relative to today."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from home.demo.bank import build_bank
from home.demo.boards import build_boards
from home.demo.bonus import build_bonus
from home.demo.competitions import build_competitions
from home.demo.hours import build_hours
from home.demo.learning import build_learning
from home.demo.library import build_library
from home.demo.pictured import build_pictured
from home.demo.points import build_points
from home.demo.procedures import build_procedures
from home.demo.proposal import propose_case
from home.demo.rewards import build_rewards
from home.demo.sittings import build_exams
from home.demo.units import build_staff, build_units
from home.demo.violations import build_violations


class Command(BaseCommand):
    help = "Load the demonstration county: real towns, invented enterprises and people, real accident cases."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        self._say("演示县：单位和人员 …")
        bureau = build_units()
        build_staff(bureau)
        self._say("案例和课程 …")
        build_library(bureau)
        propose_case()
        self._say("学习任务和现场讲课 …")
        build_learning(bureau)
        build_hours()
        build_procedures()
        self._say("题库和考试 …")
        bank = build_bank(bureau)
        build_exams(bureau, bank)
        build_pictured(bureau, bank)
        build_boards(bureau)
        self._say("奖金挂钩 …")
        build_bonus()
        self._say("积分 …")
        build_points()
        self._say("岗位大比拼 …")
        build_competitions(bureau)
        build_rewards()
        self._say("三违和承诺 …")
        build_violations()

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
