"""Which hosts links may lead to: how one is written, and who allows it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from courses.hosts import BadHost, plain_host, refused_links
from courses.models import AllowedHost
from courses.services.hosts import forbid_host
from organizations.models import AuditEntry, Role
from tests.factories.courses import a_case
from tests.factories.links import allowed, elsewhere
from tests.factories.organizations import County, desk_of, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("v.example.com", "v.example.com"),
        (" https://V.Example.com/x?y=1 ", "v.example.com"),
        ("https://v.example.com:8443/", "v.example.com"),
        ("例子.中国", "xn--fsqu00a.xn--fiqs8s"),
    ],
)
def test_a_host_may_be_pasted_as_it_is_found(typed: str, host: str) -> None:
    assert plain_host(typed) == host


@pytest.mark.parametrize("typed", ["", "example", "com.cn", "gov.cn", "10.0.0.1", "*.example.com", "a b.com", "-a.com"])
def test_what_would_allow_anything_or_nothing_is_no_host(typed: str) -> None:
    with pytest.raises(BadHost):
        plain_host(typed)


@pytest.mark.parametrize(
    "address",
    [
        "https://v.example.com/x",
        "http://m.v.example.com/",
        "https://www.mem.gov.cn/x",
        "/cases/water/",
        "#part",
        "mailto:office@example.org",
        "tel:12350",
        "http://127.0.0.1:8000/cases/",
    ],
)
def test_links_lead_home_to_the_government_and_to_hosts_that_the_bureau_allowed(address: str) -> None:
    allowed("v.example.com")
    assert refused_links([address]) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "https://notv.example.com/",
        "https://v.example.com.evil.example/",
        "https://v.example.com@evil.example/",
        "https://evil.example\\@v.example.com/",
        "//v.example.com/x",
        "/\\evil.example/",
        "https:v.example.com",
        "ftp://v.example.com/",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "https://mygov.cn/",
        "https://[::1]/",
        "https://[",
    ],
)
def test_no_spelling_leads_to_a_strange_host(address: str) -> None:
    allowed("v.example.com")
    assert len(refused_links([address])) == 1


def test_the_bureau_allows_a_host_in_the_admin_and_forbids_it_again(county: County) -> None:
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))

    bureau.post(reverse("admin_allowed_hosts:add"), {"host": "https://V.example.com/x", "why": "局里的课"})
    host = AllowedHost.objects.get()
    assert (host.host, host.bureau) == ("v.example.com", county.bureau)
    assert "v.example.com" in bureau.get(reverse("admin_allowed_hosts:index")).text

    bureau.post(reverse("admin_allowed_hosts:forbid", args=[host.pk]))
    assert not AllowedHost.objects.exists()
    assert list(
        AuditEntry.objects.filter(action__startswith="host.").values_list("action", flat=True).order_by("pk")
    ) == [
        "host.allow",
        "host.forbid",
    ]


def test_what_is_no_host_is_said_in_the_form(county: County) -> None:
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    said = bureau.post(reverse("admin_allowed_hosts:add"), {"host": "com.cn", "why": "x"}).text
    assert "“com.cn”不是网站名" in said


@pytest.mark.parametrize("role", [Role.CURATOR, Role.ENTERPRISE_HEAD, Role.SAFETY_OFFICER])
def test_nobody_else_allows_a_host(county: County, role: Role) -> None:
    unit = county.bureau if role == Role.CURATOR else county.enterprise
    client = desk_of(staff(role, unit))
    client.post(reverse("admin_allowed_hosts:add"), {"host": "v.example.com", "why": "x"})
    assert not AllowedHost.objects.exists()


def test_a_host_is_allowed_once_and_forbidding_leaves_the_pages_alone(county: County) -> None:
    host = allowed("v.example.com")
    assert allowed("https://v.example.com/") == host
    case = a_case(body=[{"type": "elsewhere", "value": elsewhere("https://v.example.com/")}])
    forbid_host(allowed=host, by=None)
    assert 'href="https://v.example.com/"' in phone_of(worker_of(county.team)).get(case.url).text
