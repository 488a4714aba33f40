"""The twenty kinds of accident of GB 6441-86, in its order and with its spelling."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccidentType(models.TextChoices):
    OBJECT_STRIKE = "物体打击", _("Struck by an object")
    VEHICLE = "车辆伤害", _("Vehicle")
    MACHINERY = "机械伤害", _("Machine injury")
    LIFTING = "起重伤害", _("Lifting")
    ELECTRIC_SHOCK = "触电", _("Electric shock")
    DROWNING = "淹溺", _("Drowning")
    BURN = "灼烫", _("Burn")
    FIRE = "火灾", _("Fire")
    FALL = "高处坠落", _("Fall from a height")
    COLLAPSE = "坍塌", _("Collapse")
    ROOF_FALL = "冒顶片帮", _("Roof or rib fall")
    WATER_INRUSH = "透水", _("Water inrush")
    BLASTING = "放炮", _("Blasting")
    POWDER_EXPLOSION = "火药爆炸", _("Explosion of explosives")
    GAS_EXPLOSION = "瓦斯爆炸", _("Gas explosion")
    BOILER_EXPLOSION = "锅炉爆炸", _("Boiler explosion")
    VESSEL_EXPLOSION = "容器爆炸", _("Vessel explosion")
    OTHER_EXPLOSION = "其它爆炸", _("Other explosion")
    POISONING = "中毒和窒息", _("Poisoning or suffocation")
    OTHER = "其它伤害", _("Other injury")
