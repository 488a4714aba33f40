"""The demonstration's county: the real bureau and its real towns, and twelve enterprises that do not exist."""

from __future__ import annotations

from dataclasses import dataclass

from organizations.models import Industry, Role

BUREAU = "泽州县应急管理局"
TOWNS = (
    "巴公镇",
    "大箕镇",
    "南村镇",
    "周村镇",
    "北义城镇",
    "川底镇",
    "大东沟镇",
    "大阳镇",
    "高都镇",
    "金村镇",
    "晋庙铺镇",
    "犁川镇",
    "山河镇",
    "下村镇",
)
TOWN_SUFFIX = "应急管理中心"
PASSWORD = "Jingzhong-demo"
PIN = "246813"


@dataclass(frozen=True, slots=True)
class DemoEnterprise:
    """An invented enterprise: workshops with their teams, and the posts that people have there."""

    code: str
    name: str
    town: str
    industry: str
    workshops: dict[str, tuple[str, ...]]
    posts: tuple[str, ...]


MINE_POSTS = ("井下采掘工", "支护工", "爆破工", "运输工", "电工", "班长")
PIT_POSTS = ("挖掘机司机", "穿孔工", "爆破工", "矿车司机", "电工", "班长")
FURNACE_POSTS = ("炉前工", "起重机司机", "浇注工", "煤气工", "电工", "班长")
FOUNDRY_POSTS = ("造型工", "熔炼工", "清理工", "起重机司机", "电工", "班长")

ENTERPRISES = (
    DemoEnterprise(
        "SLG",
        "石岭沟铁矿",
        "大箕镇",
        Industry.UNDERGROUND_MINE,
        {"采矿车间": ("采掘一班", "采掘二班", "支护班"), "机运车间": ("提升班", "运输班", "机电班")},
        MINE_POSTS,
    ),
    DemoEnterprise(
        "QYT",
        "青崖铁矿",
        "山河镇",
        Industry.UNDERGROUND_MINE,
        {"采矿车间": ("采掘一班", "采掘二班"), "机运车间": ("提升班", "通风班")},
        MINE_POSTS,
    ),
    DemoEnterprise(
        "BSP",
        "白石坡石灰石矿",
        "周村镇",
        Industry.OPEN_PIT_MINE,
        {"采剥车间": ("穿爆班", "铲装一班", "铲装二班"), "运输车间": ("运输一班", "运输二班")},
        PIT_POSTS,
    ),
    DemoEnterprise(
        "CPC",
        "长坪采石场",
        "晋庙铺镇",
        Industry.OPEN_PIT_MINE,
        {"采石车间": ("穿爆班", "铲装班"), "破碎车间": ("破碎班", "维修班")},
        PIT_POSTS,
    ),
    DemoEnterprise(
        "HGW",
        "后沟尾矿库",
        "犁川镇",
        Industry.TAILINGS_POND,
        {"库区": ("放矿班", "巡坝班", "泵站班")},
        ("放矿工", "巡坝工", "水泵工", "电工", "班长"),
    ),
    DemoEnterprise(
        "FLY",
        "丰炉冶铸",
        "巴公镇",
        Industry.METALLURGY,
        {"炼铁车间": ("炉前甲班", "炉前乙班", "煤气班"), "铸造车间": ("浇注班", "清理班")},
        FURNACE_POSTS,
    ),
    DemoEnterprise(
        "HKL",
        "河口炼铁",
        "下村镇",
        Industry.METALLURGY,
        {"炼铁车间": ("炉前甲班", "炉前乙班"), "动力车间": ("煤气班", "电工班")},
        FURNACE_POSTS,
    ),
    DemoEnterprise(
        "DXZ",
        "鼎新铸造",
        "高都镇",
        Industry.MACHINERY,
        {"熔炼车间": ("熔炼一班", "熔炼二班"), "造型车间": ("造型班", "清理班")},
        FOUNDRY_POSTS,
    ),
    DemoEnterprise(
        "TLG",
        "同力管件",
        "南村镇",
        Industry.MACHINERY,
        {"铸造车间": ("熔炼班", "造型班"), "机加车间": ("机加一班", "机加二班")},
        FOUNDRY_POSTS,
    ),
    DemoEnterprise(
        "MYL",
        "明远铝业",
        "北义城镇",
        Industry.NONFERROUS,
        {"熔铸车间": ("熔铸班", "精炼班"), "抛光车间": ("抛光一班", "抛光二班")},
        ("熔铸工", "抛光工", "起重机司机", "除尘工", "电工", "班长"),
    ),
    DemoEnterprise(
        "DSN",
        "东山水泥",
        "大东沟镇",
        Industry.BUILDING_MATERIALS,
        {"烧成车间": ("窑操班", "巡检班"), "制成车间": ("磨机班", "包装班")},
        ("窑操工", "巡检工", "清库工", "包装工", "电工", "班长"),
    ),
    DemoEnterprise(
        "CGB",
        "晨光包装",
        "金村镇",
        Industry.LIGHT_INDUSTRY,
        {"生产车间": ("印刷班", "裁切班", "装箱班")},
        ("印刷工", "裁切工", "叉车司机", "电工", "班长"),
    ),
)
WORKERS_EACH = 50
FIRST = ENTERPRISES[0]


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """Somebody of the desk. `place` is "" for the bureau, a town's name, or an enterprise's code."""

    username: str
    title: str
    role: Role
    place: str = ""


STAFF = (
    DemoStaff("bureau", "县局管理员", Role.BUREAU_ADMIN),
    DemoStaff("curator", "县局案例编辑", Role.CURATOR),
    DemoStaff("inspector", "县局检查员", Role.INSPECTOR),
    DemoStaff("town", "镇应急管理中心干部", Role.TOWN_OFFICER, FIRST.town),
    DemoStaff("head", "企业主要负责人", Role.ENTERPRISE_HEAD, FIRST.code),
    DemoStaff("officer", "企业安全员", Role.SAFETY_OFFICER, FIRST.code),
    DemoStaff("leader", "班组长", Role.TEAM_LEADER, f"{FIRST.code}/采掘二班"),
    DemoStaff("judge1", "评委组长", Role.JUDGE),
    DemoStaff("judge2", "评委甲", Role.JUDGE),
    DemoStaff("judge3", "评委乙", Role.JUDGE),
)
JUDGES = tuple(who.username for who in STAFF if who.role == Role.JUDGE)
WORKER_NO = "0002"


def signs_in() -> list[str]:
    """Return one line for each role: how to get in, and as whom."""
    worker = f"  职工      /sign-in/        企业代码 {FIRST.code}  工号 {WORKER_NO}  密码 {PIN}"
    staff = [f"  {who.title}：/sign-in/staff/  用户名 {who.username}  密码 {PASSWORD}" for who in STAFF]
    return [worker, *staff]
