"""When something begins, in as few words as the day allows."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.template.defaultfilters import date
from django.utils import timezone

register = template.Library()


@register.filter
def moment(at: datetime) -> str:
    """Return 09:00 today, and 12月2日 09:00 on any other day; in the zone of the site."""
    here = timezone.localtime(at)
    return str(date(here, "H:i" if here.date() == timezone.localdate() else "n月j日 H:i"))
