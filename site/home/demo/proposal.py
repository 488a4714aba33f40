"""The demonstration's proposed case: an enterprise has handed it in, and the bureau has still to decide."""

from __future__ import annotations

from datetime import date

from courses.accident_types import AccidentType
from courses.grades import Grade
from courses.models import AccidentCasePage
from courses.post_kinds import kinds_of
from home.demo.county import FIRST
from home.demo.library import block
from organizations.models import Industry, Role, RoleGrant, Unit

SLUG = "caojiawa-2021"


def propose_case() -> None:
    """The case waits for a review afterwards; one that is there already is left as it is."""
    if AccidentCasePage.objects.filter(slug=SLUG).exists():
        return
    enterprise = Unit.objects.get(code=FIRST.code)
    author = RoleGrant.objects.current().get(role=Role.SAFETY_OFFICER, unit=enterprise).user
    case = AccidentCasePage(
        title="检修的火，烧在井下",
        slug=SLUG,
        short_title="曹家洼金矿火灾",
        occurred_on=date(2021, 2, 17),
        occurred_time="06:00",
        place="山东省招远市",
        enterprise_name="曹家洼金矿",
        industry=Industry.UNDERGROUND_MINE,
        accident_type=AccidentType.FIRE,
        deaths=6,
        grade=Grade.LARGE,
        summary="井下检修设备时起火，6 人遇难，4 人升井。我们矿也在井下动火检修，想请全县一起看。",
        confidence="medium",
        as_of=date(2026, 11, 23),
        uncertain="火是怎么烧起来的，没有读到调查报告。",
        owner=author,
        live=False,
        body=[
            block(
                "course",
                [
                    {"when": "2021-02-17 06:00", "what": "井下检修设备时起火。", "key": True},
                    {"when": "之后", "what": "4 人升井，6 人遇难。", "key": False},
                ],
            ),
            block("discuss", ["我们在井下动火，谁批、谁看、谁最后走？", "烟往哪边走，人往哪边撤？"]),
        ],
        sources=[block("source", {"publisher": "央视新闻", "title": "事故报道", "date": "", "url": ""})],
    )
    case.full_clean(exclude=["path", "depth"])
    enterprise.proposal_section.add_child(instance=case)
    case.post_kinds.set(kinds_of("检修岗位"))
    case.save_revision(user=author, log_action=True)
    case.get_workflow().start(case, author)
