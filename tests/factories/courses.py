"""Cases and lectures, as the tests need them: published below the pages that every database has."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Page

from courses.models import AccidentCasePage, Attachment, CaseIndexPage, LecturePage, Picture, PostKind
from courses.rights.sections import make_section
from organizations.models import Unit

_numbers = count(1)
SOURCE = {"type": "source", "value": {"publisher": "应急管理部", "title": "调查报告", "date": "2024", "url": ""}}


def a_case(
    title: str = "保安矿柱被采掉，雨水冲进井下", *, below: Page | None = None, **fields: Any
) -> AccidentCasePage:
    """Return a published case: a flooded mine with 13 dead, unless told otherwise. `post_kinds` by their names."""
    kinds = PostKind.objects.filter(name__in=fields.pop("post_kinds", ()))
    facts: dict[str, Any] = {
        "short_title": "铁矿透水",
        "occurred_on": date(2021, 6, 10),
        "place": "山西省忻州市",
        "enterprise_name": "某铁矿",
        "industry": "underground_mine",
        "accident_type": "透水",
        "deaths": 13,
        "grade": "重大",
        "summary": "矿柱被采掉，沟塌了，雨水灌进采空区。",
        "as_of": date(2024, 2, 18),
        "sources": [SOURCE],
        "body": [{"type": "text", "value": "<p>那天夜里水涨得很快。</p>"}],
    }
    page = AccidentCasePage(title=title, slug=f"case-{next(_numbers)}", **{**facts, **fields})
    page.full_clean(exclude=["path", "depth"])
    page.post_kinds.set(kinds)
    (below or CaseIndexPage.objects.get()).add_child(instance=page)
    return page


def a_lecture(unit: Unit, title: str = "头顶上的水", **fields: Any) -> LecturePage:
    """Return a published lecture of that unit."""
    text = {"heading": "先说那一天", "text": "<p>水从哪来？</p>"}
    page = LecturePage(
        title=title,
        slug=f"lecture-{next(_numbers)}",
        **{
            "speaker": "主要负责人",
            "summary": "三件事怎么管，谁有权叫停。",
            "body": [{"type": "section", "value": text}],
            **fields,
        },
    )
    make_section(unit).add_child(instance=page)
    return page


def a_picture(title: str = "示意图", **fields: Any) -> Picture:
    """Return a small picture."""
    buffer = BytesIO()
    Image.new("RGB", (64, 48), "white").save(buffer, "PNG")
    picture: Picture = Picture.objects.create(title=title, file=ImageFile(buffer, name="drawing.png"), **fields)
    return picture


def a_document(title: str = "讲稿", **fields: Any) -> Attachment:
    """Return a small document."""
    file = ContentFile("讲稿全文".encode(), name="speech.txt")
    document: Attachment = Attachment.objects.create(title=title, file=file, **fields)
    return document
