"""The kinds of post that a new database begins with: those of mines and of industry and trade (R05)."""

from __future__ import annotations

from courses.models.post_kinds import PostKind

FIRST_KINDS = {
    "采掘": "采掘 掘进 采矿 凿岩 打眼 穿孔 回采 铲装",
    "支护": "支护 锚杆 喷浆 撬毛 浮石",
    "爆破": "爆破 放炮 火工 炸药",
    "提升运输": "提升 运输 绞车 卷扬 信号 把钩 电机车 皮带",
    "车辆驾驶": "挖掘机 装载机 铲车 叉车 矿车 汽车 卡车 推土机 驾驶",
    "起重吊运": "起重 天车 行车 吊车 吊运 司索",
    "通风排水": "通风 排水 水泵 测量 探水",
    "尾矿库排土场": "尾矿 放矿 筑坝 巡坝 排土 边坡",
    "炉前熔炼": "炉前 熔炼 冶炼 熔铸 精炼 炼铁 炼钢 窑",
    "浇注造型": "浇注 浇铸 造型 铸造 压铸 砂处理",
    "煤气": "煤气 燃气 热风",
    "打磨抛光": "打磨 抛光 清理 喷砂",
    "除尘清扫": "除尘 收尘 清扫 清库 保洁",
    "焊接动火": "焊 气割 动火",
    "电工机电": "电工 机电 电气 电钳",
    "检修": "检修 维修 钳工 修理 设备 巡检",
    "班组长": "班长 班组长 组长 工长 段长 带班",
    "安全员": "安全员 安全管理 安全科 监护 瓦检",
}


def lay_post_kinds() -> None:
    """A database without kinds of post has these afterwards; one that has any keeps its own."""
    if not PostKind.objects.exists():
        PostKind.objects.bulk_create(
            PostKind(name=name, words=words, place=place) for place, (name, words) in enumerate(FIRST_KINDS.items(), 1)
        )


def kinds_of(post: str) -> list[PostKind]:
    """Return the kinds of post to which a post of this name belongs. One query."""
    return [kind for kind in PostKind.objects.all() if kind.holds(post)]
