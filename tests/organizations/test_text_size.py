"""The 大字 button, without a script."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize(
    ("referer", "target"),
    [
        ("http://testserver/cases/?industry=smelter", "http://testserver/cases/?industry=smelter"),
        ("http://elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        (None, "/"),
    ],
)
def test_the_button_leads_back_to_its_page_and_nowhere_else(client: Client, referer: str | None, target: str) -> None:
    headers = {"referer": referer} if referer else {}
    answer = client.post(reverse("organizations:text_size"), {"size": "large"}, headers=headers)
    assert (answer.status_code, answer["Location"], answer.cookies["text"].value) == (302, target, "large")


def test_a_size_that_nobody_offers_is_not_kept(client: Client) -> None:
    assert "text" not in client.post(reverse("organizations:text_size"), {"size": "huge"}).cookies
