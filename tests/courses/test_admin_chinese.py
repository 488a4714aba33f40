"""Whoever writes in the admin meets Chinese: where Wagtail's own is missing, ours stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from courses.models import AccidentCasePage, CaseIndexPage
from courses.rights.proposals import make_proposal_section
from courses.rights.sections import make_section
from organizations.models import Role, User
from organizations.services.grants import grant_role
from organizations.services.units import create_enterprise
from tests.factories.courses import a_case, a_picture
from tests.factories.editor import case_form
from tests.factories.organizations import BureauFactory, TownFactory, UserFactory, desk_of

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


@pytest.fixture
def proposed() -> AccidentCasePage:
    """A case that an enterprise has handed in."""
    mine = create_enterprise(parent=TownFactory(), name="石岭沟铁矿", code="SLG", industry="tobacco", by=None)
    author = UserFactory(password="correct-horse-battery")
    grant_role(user=author, role=Role.SAFETY_OFFICER, unit=mine, by=None)
    case = a_case(below=make_proposal_section(mine), live=False, owner=author)
    case.save_revision(user=author, log_action=True)
    case.save_revision(user=author, log_action=True)
    case.get_workflow().start(case, author)
    return case


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["", "reject", "decline", "approve", "cancel"])
def test_author_and_reviewer_read_chinese_at_every_step_of_a_review(proposed: AccidentCasePage, action: str) -> None:
    case, task = proposed, proposed.current_workflow_task_state
    reviewer = UserFactory(password="correct-horse-battery")
    grant_role(user=reviewer, role=Role.BUREAU_ADMIN, unit=BureauFactory(), by=None)
    act = reverse("wagtailadmin_pages:workflow_action", args=[case.pk, action or "reject", task.pk])
    strange = _foreign_in(reviewer, case, [act]) if action != "cancel" else {}
    if action == "cancel":
        desk_of(case.owner).post(
            reverse("wagtailadmin_pages:edit", args=[case.pk]), {**case_form(), "action-cancel-workflow": "1"}
        )
    elif action:
        desk_of(reviewer).post(act, {"comment": "写短了", "next": "/admin/"})
    strange |= _foreign_in(reviewer, case, []) | _foreign_in(case.owner, case, [])
    assert {page: words for page, words in strange.items() if words} == {}


def _foreign_in(user: User, case: AccidentCasePage, more: list[str]) -> dict[str, list[str]]:
    """Return what somebody reads that is not Chinese, by page, of all pages on this case."""
    state = case.workflow_states.latest("created_at")
    views = ("edit", "history", "workflow_history", "view_draft", "delete", "copy", "move", "usage")
    pages = [
        reverse("wagtailadmin_home"),
        *(reverse("wagtailadmin_explore", args=[page.pk]) for page in (case.get_parent(), CaseIndexPage.objects.get())),
        *(reverse(f"wagtailadmin_pages:{view}", args=[case.pk]) for view in views),
        reverse("wagtailadmin_pages:workflow_history_detail", args=[case.pk, state.pk]),
        reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[case.pk]),
        reverse("wagtailadmin_pages:revisions_compare", args=[case.pk, "earliest", "latest"]),
        reverse("admin_post_kinds:index"),
        reverse("admin_post_kinds:add"),
        *more,
    ]
    client = desk_of(user)
    return {f"{user} {page}": foreign(_text(client.get(page, follow=True))) for page in pages}


def _text(answer: Any) -> str:
    """Return a page, or the page that a window of the editor fetches as JSON."""
    text: str = answer.content.decode()
    return str(json.loads(text).get("html", "")) if answer["Content-Type"].startswith("application/json") else text
