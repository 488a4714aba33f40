"""Whoever writes in the admin meets Chinese: where Wagtail's own is missing, ours stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from courses.models import CaseIndexPage
from courses.sections import make_section
from organizations.models import Role
from organizations.services.grants import grant_role
from tests.factories.courses import a_case, a_picture
from tests.factories.organizations import BureauFactory, UserFactory, desk_of

CHINESE = Path("zh_Hans") / "LC_MESSAGES"
OVERRIDES = Path(settings.LOCALE_PATHS[-1]) / CHINESE
BLANK = re.compile(r"%\(\w+\)[sd]")
PLACE = re.compile(r"%\(\w+\)[sd]|</?\w+")
# Names and abbreviations that stay as they are, and words of a language the reader has chosen to read.
FOREIGN = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z']+)+")
UNSEEN = frozenset({"script", "style", "template", "svg", "noscript"})


class Words(HTMLParser):
    """What a reader sees of a page, and what is read aloud to him."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        self.found += [value or "" for name, value in attrs if name in {"placeholder", "aria-label", "title", "alt"}]

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.found.append(data)


def foreign(html: str) -> list[str]:
    words = Words()
    words.feed(html)
    return [found.group() for text in words.found for found in FOREIGN.finditer(text)]


def said(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def in_chinese(path: Path) -> set[str]:
    """Return what this catalogue translates; a guess is no translation."""
    words = said(path) if path.exists() else ()
    return {_last(word.id) for word in words if word.id and not word.fuzzy and all(_forms(word.string))}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_everything_that_the_installed_wagtail_says_has_its_chinese(domain: str) -> None:
    missing = set()
    ours = in_chinese(OVERRIDES / f"{domain}.po")
    for app in apps.get_app_configs():
        english = Path(app.path) / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        if app.name.startswith("wagtail") and english.exists():
            words = {_last(word.id) for word in said(english) if word.id}
            missing |= words - in_chinese(Path(app.path) / "locale" / CHINESE / f"{domain}.po") - ours

    assert missing == set()


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_word_of_ours_keeps_the_places_and_tags_of_wagtails(domain: str) -> None:
    for message in said(OVERRIDES / f"{domain}.po"):
        if message.id:
            source, chinese = _last(message.id), _last(message.string)
            assert set(PLACE.findall(chinese)) <= set(PLACE.findall(source)), source
            assert set(BLANK.findall(source)) == set(BLANK.findall(chinese)), source


def _forms(words: object) -> Sequence[object]:
    return words if isinstance(words, tuple | list) else (words,)


def _last(words: object) -> str:
    """Return the plural where there is one."""
    return str(_forms(words)[-1])


def test_our_words_are_the_ones_that_are_shown() -> None:
    assert gettext("Search all pages…") == "找页面…"


@pytest.mark.django_db
def test_the_scripts_of_the_admin_find_our_words_too() -> None:
    user = UserFactory(password="correct-horse-battery")
    grant_role(user=user, role=Role.CURATOR, unit=BureauFactory(), by=None)

    script = desk_of(user).get(reverse("wagtailadmin_javascript_catalog")).content.decode()

    assert json.dumps("插入内容块") in script


@pytest.mark.django_db
def test_a_curator_reads_chinese_wherever_he_writes() -> None:
    user = UserFactory(password="correct-horse-battery")
    grant_role(user=user, role=Role.CURATOR, unit=BureauFactory(), by=None)
    case, library, picture = a_case(), CaseIndexPage.objects.get(), a_picture()
    section = make_section(BureauFactory())
    curator = desk_of(user)
    pages = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[library.pk]),
        f"{reverse('wagtailadmin_explore', args=[library.pk])}?q=没有",
        reverse("wagtailadmin_pages:add", args=["courses", "accidentcasepage", library.pk]),
        reverse("wagtailadmin_pages:add", args=["courses", "lecturepage", section.pk]),
        *(
            reverse(f"wagtailadmin_pages:{view}", args=[case.pk])
            for view in ("edit", "delete", "unpublish", "history", "usage", "move", "copy")
        ),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[picture.pk]),
        reverse("wagtailimages:add_multiple"),
        reverse("wagtaildocs:index"),
    ]
    strange = {page: foreign(curator.get(page).content.decode()) for page in pages}
    assert {page: words for page, words in strange.items() if words} == {}
