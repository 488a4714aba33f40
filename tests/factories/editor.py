"""What people fill in in Wagtail's editor."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield


def lecture_form(**changed: Any) -> dict[str, Any]:
    part = {"heading": "先说那一天", "text": rich_text("<p>水从哪来？</p>")}
    return nested_form_data(
        {
            "title": "头顶上的水",
            "slug": "water",
            "speaker": "主要负责人",
            "speaker_level": "enterprise",
            "case": "",
            "summary": "三件事怎么管。",
            "required_minutes": "6",
            "body": streamfield([("section", part)]),
            "checks": streamfield([]),
            "comments": inline_formset([]),
            "action-publish": "action-publish",
            **changed,
        }
    )


def case_form(**changed: Any) -> dict[str, Any]:
    source = {"publisher": "应急管理部", "title": "", "date": "", "url": ""}
    return nested_form_data(
        {
            "title": "保安矿柱被采掉",
            "slug": "pillar",
            "short_title": "铁矿透水",
            "occurred_on": "2021-06-10",
            "occurred_time": "07:20",
            "place": "忻州代县",
            "enterprise_name": "某铁矿",
            "industry": "underground_mine",
            "accident_type": "透水",
            "deaths": "13",
            "grade": "重大",
            "summary": "矿柱被采掉。",
            "confidence": "high",
            "as_of": "2024-02-18",
            "uncertain": "",
            "reading_minutes": "5",
            "body": streamfield([("text", rich_text("<p>水涨得很快。</p>"))]),
            "sources": streamfield([("source", source)]),
            "checks": streamfield([]),
            "comments": inline_formset([]),
            "action-publish": "action-publish",
            **changed,
        }
    )


def write(client: Client, below: Page, kind: str, form: dict[str, Any]) -> int:
    return client.post(reverse("wagtailadmin_pages:add", args=["courses", kind, below.pk]), form).status_code
