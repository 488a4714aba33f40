"""Which phone it is: a random number that a browser keeps, so that two people on one phone can be told from two phones.

It says nothing about whose phone it is, opens nothing, and is not read by any script.
"""

from __future__ import annotations

import re
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "phone"
TWO_YEARS = 2 * 365 * 24 * 3600
OURS = re.compile(r"[0-9a-f]{32}")
# the first name that fits is said: WeChat calls itself Chrome and Safari too
SYSTEMS = {"HarmonyOS": "Harmony", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad"} | {
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}
BROWSERS = {"MicroMessenger": "WeChat", "DingTalk": "DingTalk", "QQBrowser": "QQ", "UCBrowser": "UC"} | {
    "HuaweiBrowser": "Huawei",
    "MiuiBrowser": "Mi",
    "Edg": "Edge",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}


def phone_of(request: HttpRequest) -> str:
    """Return the number that the phone carries, 32 hexadecimal digits, or a new one for a phone without any."""
    carried = request.COOKIES.get(COOKIE, "")
    return carried if OURS.fullmatch(carried) else token_hex(16)


def remember_phone(response: HttpResponse, phone: str) -> None:
    """Let the phone carry this number for two years from now."""
    response.set_cookie(COOKIE, phone, TWO_YEARS, httponly=True, samesite="Lax")


def agent_of(request: HttpRequest) -> str:
    """Return what kind of phone and browser it says it is, in at most two words: "Android WeChat"."""
    said = request.headers.get("User-Agent", "")
    named = (next((name for mark, name in names.items() if mark in said), "") for names in (SYSTEMS, BROWSERS))
    return " ".join(name for name in named if name)
