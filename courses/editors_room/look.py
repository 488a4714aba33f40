"""How Wagtail's admin looks here: our colours, and a menu by the work."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

NAMES = {"explorer": _("Cases and lectures")}
ORDER = {"explorer": 100}
# looked after seldom: pages and questions bring theirs along
MATERIAL = frozenset({"images", "documents"})
# Wagtail's own help leads to its site; its reports count what nobody here is asked for.
FOR_NOBODY = frozenset({"help"})
FOR_SUPERUSERS = frozenset({"reports"})


def stylesheet() -> SafeString:
    """Return the link to our colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/look.css"))


def desk_item() -> MenuItem:
    """Return the way from making things to seeing and acting."""
    return MenuItem(_("Desk"), "/desk/", name="desk", icon_name="desktop", order=10)


def menu_by_the_work(request: HttpRequest, items: list[Any]) -> None:
    """Leave in the menu what somebody here works with, under our names."""
    hidden = FOR_NOBODY if request.user.is_superuser else FOR_NOBODY | FOR_SUPERUSERS
    material = [item for item in items if item.name in MATERIAL]
    items[:] = [item for item in items if item.name not in hidden | MATERIAL]
    if material:
        menu = Menu(items=material)
        items.append(SubmenuMenuItem(_("Pictures and files"), menu, name="material", icon_name="image", order=500))
    for item in items:
        item.label, item.order = NAMES.get(item.name, item.label), ORDER.get(item.name, item.order)


def listings() -> SafeString:
    """Return the script by which a list becomes cards on a phone."""
    return format_html('<script type="module" src="{}"></script>', static("admin/listings.js"))
