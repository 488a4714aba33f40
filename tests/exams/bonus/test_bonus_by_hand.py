"""Five bonus rules and what they make of a team, each number counted by hand on paper first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from exams.bonus.lines import Seat, Team, compute
from exams.bonus.rule import DEFAULT_RULE, BonusRule, MeanOver, Slope, bands, team_lines
from exams.bonus.rule_data import read_rule, rule_data

OURS = DEFAULT_RULE
STEPS = BonusRule(  # a cap that bites above and a floor that bites below
    name="多档封顶保底",
    worker=bands(("95", "1.30"), ("85", "1.15"), ("75", "1.00"), ("60", "0.80"), ("0", "0.40")),
    excused=Decimal("0.80"),
    unexcused=Decimal("0.00"),
    team=team_lines(("85", "95", "90", "1.10"), ("70", "80", "0", "1.00"), ("0", "0", "0", "0.85")),
    floor=Decimal("0.30"),
    cap=Decimal("1.25"),
)
EVEN = BonusRule(  # 0.80 at 60 to 1.20 at 100: a hundredth of coefficient a point; the team by those who sat
    name="按分数线性",
    worker=Slope(Decimal(60), Decimal("0.80"), Decimal(100), Decimal("1.20")),
    excused=Decimal("1.00"),
    unexcused=Decimal("0.60"),
    team=team_lines(("80", "0", "0", "1.05"), ("0", "0", "0", "1.00")),
    mean_over=MeanOver.SAT,
    floor=Decimal("0.00"),
    cap=Decimal("3.00"),
)
MADE_UP = BonusRule(  # a make-up brings at most 0.90
    name="补考封顶",
    worker=bands(("80", "1.00"), ("60", "0.85"), ("0", "0.60")),
    excused=Decimal("0.90"),
    unexcused=Decimal("0.50"),
    make_up_ceiling=Decimal("0.90"),
    team=team_lines(("0", "100", "0", "1.02"), ("0", "0", "0", "0.98")),
    floor=Decimal("0.00"),
    cap=Decimal("1.00"),
)
UNEVEN = BonusRule(  # from 50 to 80 points 0.55 to 1.15: two hundredths a point; the team by its pass rate
    name="线性看合格率",
    worker=Slope(Decimal(50), Decimal("0.55"), Decimal(80), Decimal("1.15")),
    excused=Decimal("0.55"),
    unexcused=Decimal("0.20"),
    team=team_lines(("0", "0", "66.67", "1.15"), ("0", "0", "50", "0.95"), ("0", "0", "0", "0.75")),
    floor=Decimal("0.20"),
    cap=Decimal("1.30"),
)

# Rule, then one worker a line: score (- did not sit, e excused; 55>85 a make-up after a first sitting), base in yuan;
# by hand: worker's and team's coefficient, their product, cut to floor and cap, yuan.
# The team's figures stand above each table: mean, attendance, pass rate (80 points to pass).
BY_HAND = """
OURS      mean (92+80+59+0)/4 = 57.75   sat 3/4 = 75.00   passed 2/3 = 66.67
92        800       1.10  0.95  1.05  1.05  840.00
80        800       1.00  0.95  0.95  0.95  760.00
59        812.35    0.70  0.95  0.67  0.67  544.27
-         800       0.50  0.95  0.48  0.48  384.00

STEPS     mean (98+88+79+75)/4 = 85.00   sat 4/4 = 100.00   passed 2/4 = 50.00
98        1000      1.30  1.00  1.30  1.25  1250.00
88        1000      1.15  1.00  1.15  1.15  1150.00
79        333.33    1.00  1.00  1.00  1.00  333.33
75        -         1.00  1.00  1.00  1.00  -
e         1000      0.80  1.00  0.80  0.80  800.00

STEPS     mean (59.99+0)/2 = 30.00   sat 1/2 = 50.00   passed 0/1 = 0.00
59.99     450.50    0.40  0.85  0.34  0.34  153.17
-         450.50    0.00  0.85  0.00  0.30  135.15

EVEN      mean (100+90.5+61.25)/3 = 83.92   sat 3/5 = 60.00   passed 2/3 = 66.67
100       1234.56   1.20  1.05  1.26  1.26  1555.55
90.5      1234.56   1.11  1.05  1.17  1.17  1444.44
61.25     600       0.81  1.05  0.85  0.85  510.00
-         600       0.60  1.05  0.63  0.63  378.00
-         600       0.60  1.05  0.63  0.63  378.00

EVEN      mean (40+85)/2 = 62.50   sat 2/2 = 100.00   passed 1/2 = 50.00
40        600       0.80  1.00  0.80  0.80  480.00
85        600       1.05  1.00  1.05  1.05  630.00
e         600       1.00  1.00  1.00  1.00  600.00

MADE_UP   mean (55+70+0+95)/4 = 55.00   sat 3/4 = 75.00   passed 1/3 = 33.33
55>100    700.07    0.90  0.98  0.88  0.88  616.06
70>50     700       0.85  0.98  0.83  0.83  581.00
->82      700       0.90  0.98  0.88  0.88  616.00
95        700       1.00  0.98  0.98  0.98  686.00

MADE_UP   mean (81+64)/2 = 72.50   sat 2/2 = 100.00   passed 1/2 = 50.00
81        700       1.00  1.02  1.02  1.00  700.00
64>66     555.55    0.85  1.02  0.87  0.87  483.33

UNEVEN    mean (80+82+64.24)/3 = 75.41   sat 3/3 = 100.00   passed 2/3 = 66.67
80        500       1.15  1.15  1.32  1.30  650.00
82        500       1.15  1.15  1.32  1.30  650.00
64.24     500       0.83  1.15  0.95  0.95  475.00
e         500       0.55  1.15  0.63  0.63  315.00

UNEVEN    mean (90+79.99+0)/3 = 56.66   sat 2/3 = 66.67   passed 1/2 = 50.00
90        2000      1.15  0.95  1.09  1.09  2180.00
79.99     2000      1.15  0.95  1.09  1.09  2180.00
-         2000      0.20  0.95  0.19  0.20  400.00
"""
RULES = {"OURS": OURS, "STEPS": STEPS, "EVEN": EVEN, "MADE_UP": MADE_UP, "UNEVEN": UNEVEN}
PASS = Decimal(80)


@dataclass(frozen=True)
class Case:
    """One team counted by hand: the rule, its figures, its lines."""

    rule: BonusRule
    figures: list[Decimal]
    lines: list[list[str]]

    def seats(self) -> list[Seat]:
        return [seat_of(number, line[0]) for number, line in enumerate(self.lines)]

    def bases(self) -> dict[int, Decimal]:
        return {number: Decimal(line[1]) for number, line in enumerate(self.lines) if line[1] != "-"}


def case_of(block: str) -> Case:
    head, *lines = block.split("\n")
    figures = [Decimal(part.split()[0]) for part in head.split("= ")[1:]]
    return Case(RULES[head.split()[0]], figures, [line.split() for line in lines])


def seat_of(number: int, said: str) -> Seat:
    first, _to, later = said.partition(">")
    score = None if first in {"-", "e"} else Decimal(first)
    return Seat(
        worker=number,
        name="职工",
        employee_no=f"{number:03}",
        team=Team("1", "一班"),
        score=score,
        passed=score is not None and score >= PASS,
        excused=first == "e",
        make_up=Decimal(later) if later else None,
    )


CASES = [case_of(block) for block in BY_HAND.strip().split("\n\n")]
by_hand = pytest.mark.parametrize("case", CASES, ids=[f"{case.rule.name}-{case.lines[0][0]}" for case in CASES])


@by_hand
def test_the_coefficients_and_the_yuan_are_those_counted_by_hand(case: Case) -> None:
    lines, _teams = compute(case.seats(), case.rule, case.bases())

    counted = [
        [str(value) for value in (line.worker_coefficient, line.team_coefficient, line.product, line.combined)]
        + [str(line.amount) if line.amount is not None else "-"]
        for line in lines
    ]
    assert counted == [line[2:] for line in case.lines]


@by_hand
def test_the_teams_figures_are_those_counted_by_hand(case: Case) -> None:
    _lines, (team,) = compute(case.seats(), case.rule, case.bases())

    assert team.figures is not None
    assert [team.figures.mean, team.figures.attendance, team.figures.pass_rate] == case.figures
    assert team.amount == sum(Decimal(line[6]) for line in case.lines if line[6] != "-")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_read_back_from_its_data_is_the_same_rule(rule: BonusRule) -> None:
    assert read_rule(rule_data(rule)) == rule
