"""The demonstration's rewards: one approved list of the first enterprise, said in words, and its seal."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from home.demo.county import FIRST
from leaderboard.models import RewardList
from leaderboard.services.reward_lines import Award, reward_team, reward_worker
from leaderboard.services.reward_lists import approve, hand_in, keep_list
from leaderboard.services.seals import bring_seal
from organizations.models import Membership, Unit, User

TITLE, OCCASION = "安全生产光荣榜", "身边隐患随手拍活动"
AWARDS = (
    ("0002", Award("一等奖", "发现顶板裂缝，停下作业并叫出全班", Decimal(500))),
    ("0007", Award("二等奖", "指出皮带机尾轮缺护罩，当班就装上了", Decimal(300))),
    ("0011", Award("二等奖", "查出两处局扇风筒脱节", Decimal(300))),
    ("0016", Award("三等奖", "拍下斜坡道积水结冰，撒盐后才放行车辆", Decimal(100))),
    ("0023", Award("三等奖", "提醒外来人员补戴自救器", Decimal(100))),
)
TEAM_AWARD = Award("先进班组", "全月人人都报过隐患，件件有回音", Decimal(0))
RED = (190, 24, 34)
SIDE = 640  # pixels


def build_rewards() -> None:
    """The list is approved, with certificates under a seal that says it is invented. Safe to repeat."""
    enterprise = Unit.objects.get(code=FIRST.code)
    if RewardList.objects.filter(owner=enterprise).exists():
        return
    officer, head = (User.objects.get(username=name) for name in ("officer", "head"))
    bring_seal(unit=enterprise, filename="公章.png", content=_seal(enterprise.name), by=head)
    rewards = keep_list(rewards=RewardList(owner=enterprise, title=TITLE, occasion=OCCASION), by=officer)
    for number, award in AWARDS:
        place = Membership.objects.current().get(enterprise=enterprise, employee_no=number)
        reward_worker(rewards=rewards, worker=place.user, award=award, by=officer)
    team = Unit.objects.teams().filter(path__startswith=enterprise.path).first()
    if team is not None:
        reward_team(rewards=rewards, team=team, award=TEAM_AWARD, by=officer)
    approve(rewards=hand_in(rewards=rewards, by=officer), by=head)


def _seal(name: str) -> bytes:
    """Return a seal that nobody takes for a real one: no star, “demonstration”, and room for what is printed below."""
    picture = Image.new("RGBA", (SIDE, SIDE), (255, 255, 255, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 20, SIDE - 20, SIDE - 20), outline=RED, width=18)
    for text, height, size in ((name, 0.2, 60), ("演示章", 0.34, 84), ("仅供演示", 0.85, 52)):
        font = ImageFont.truetype(str(settings.SITE / "fonts" / "NotoSerifSC-Bold-subset.otf"), size)
        pen.text((SIDE / 2, SIDE * height), text, font=font, fill=RED, anchor="mm")
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
