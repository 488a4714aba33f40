"""Texts with links, written by the head of an enterprise in his editor."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from courses.models import AllowedHost
from courses.rights.sections import make_section
from courses.services.hosts import allow_host
from organizations.models import Role
from organizations.services.grants import grant_role
from tests.factories.editor import lecture_form
from tests.factories.organizations import PASSWORD, BureauFactory, County, UserFactory, desk_of


def head_of(county: County) -> Client:
    head = UserFactory(password=PASSWORD)
    grant_role(user=head, role=Role.ENTERPRISE_HEAD, unit=county.enterprise, by=None)
    return desk_of(head)


def allowed(host: str) -> AllowedHost:
    return allow_host(host=host, why="视频", bureau=BureauFactory(), by=None)


def published(head: Client, county: County, part: tuple[str, Any]) -> str:
    """Publish a lecture of one part and return what the editor answers; empty where it went through."""
    place = ["courses", "lecturepage", make_section(county.enterprise).pk]
    answer = head.post(reverse("wagtailadmin_pages:add", args=place), lecture_form(body=streamfield([part])))
    # the errors of blocks travel as JSON, with every Chinese character escaped
    said = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found.group(1), 16)), answer.text)
    return said if answer.status_code == 200 else ""


def section(text: Any) -> tuple[str, Any]:
    return "section", {"heading": "讲", "text": text}


def elsewhere(url: str) -> dict[str, str]:
    return {"title": "局里录的课", "url": url}
