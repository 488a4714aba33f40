"""The start page in English speaks English throughout."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from django.conf import settings
from django.utils import timezone

from tests.factories.organizations import phone_of, small_county, worker_of

pytestmark = pytest.mark.django_db


def test_the_day_of_the_start_page_is_said_in_the_readers_language() -> None:
    phone = phone_of(worker_of(small_county().team))
    with patch.object(timezone, "localdate", return_value=date(2026, 11, 27)):
        chinese = phone.get("/").content.decode()
        phone.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        english = phone.get("/").content.decode()

    assert "11月27日 星期五" in chinese
    assert "27 November, Friday" in english
    assert "月" not in english.split("<main", 1)[1].split("<h1>", 1)[0]
