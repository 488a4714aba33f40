"""Checking a certificate at the site, having one as a file, and the lists at the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from PIL import Image
from pypdfium2 import PdfDocument

from exams.certificates.facts import certificate_facts, masked
from exams.certificates.numbers import OF_EXAMS
from exams.certificates.signed import read_certificate, signed_certificate
from exams.errors import CertificateRefused
from exams.models import Attempt, Certificate, Withdrawal
from exams.services.certificates import settle_certificates
from exams.views.receipts import WRONG_CODES_ALLOWED
from organizations.models import AuditEntry, Role, User
from tests.factories.certificates import a_certificate, a_certifying_exam
from tests.factories.organizations import County, desk_of, phone_of, staff, worker_of
from tests.factories.sittings import sit

pytestmark = pytest.mark.django_db
VALID, INVALID = 'class="certificate-verdict" data-tone="ok"', 'class="certificate-verdict" data-tone="bad"'
LONG_AGO = date(2020, 3, 4)


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def guo(county: County) -> User:
    return worker_of(county.team, name="郭建国")


@pytest.fixture
def certificate(county: County, guo: User) -> Certificate:
    return a_certificate(a_certifying_exam(county.enterprise), guo)


def page_of(certificate: Certificate, **query: str) -> str:
    response = Client().get(f"/certificates/{certificate.number}/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_anybody_sees_that_it_is_valid_and_a_part_of_the_name(certificate: Certificate) -> None:
    page = page_of(certificate)

    assert VALID in page
    assert "郭*国" in page
    assert "郭建国" not in page
    assert str(certificate.pk) not in page
    assert str(certificate.attempt_id) not in page


def test_one_that_ran_out_is_not_valid_and_names_the_newer_one(county: County, guo: User) -> None:
    old = a_certificate(a_certifying_exam(county.enterprise), guo, issued_on=LONG_AGO)
    assert INVALID in page_of(old)

    new = a_certificate(a_certifying_exam(county.enterprise), guo)

    assert f"/certificates/{new.number}/" in page_of(old)
    assert VALID in page_of(new)


def test_the_last_day_is_still_a_good_one(certificate: Certificate) -> None:
    certificate.valid_until = timezone.localdate()
    certificate.save()
    assert VALID in page_of(certificate)

    Certificate.objects.filter(pk=certificate.pk).update(
        issued_on=LONG_AGO, valid_until=timezone.localdate() - timedelta(days=1)
    )

    assert INVALID in page_of(certificate)


def test_of_a_withdrawn_one_no_stranger_hears_why(certificate: Certificate) -> None:
    Attempt.objects.filter(pk=certificate.attempt_id).update(score=60, passed=False)
    assert INVALID in page_of(certificate)  # even before it is taken back

    settle_certificates(exam=certificate.exam)
    page = page_of(certificate)

    assert INVALID in page
    assert str(Withdrawal.FAILED.label) not in page


def test_a_forged_line_makes_a_genuine_number_invalid(certificate: Certificate) -> None:
    facts = certificate_facts(certificate)
    genuine = signed_certificate(facts)

    assert VALID in page_of(certificate, c=genuine)
    assert INVALID in page_of(certificate, c=f"{genuine[:-4]}AAAA")
    assert INVALID in page_of(certificate, c="JZC1.short")
    assert INVALID in page_of(certificate, c=signed_certificate(replace(facts, number="JZ-2024-03-7K3M-92QF")))


def test_a_name_that_was_mended_since_makes_it_older_but_not_false(certificate: Certificate) -> None:
    older = signed_certificate(replace(certificate_facts(certificate), worker="郭*团"))

    page = page_of(certificate, c=older)

    assert VALID in page
    assert 'class="note" data-tone="warn"' in page


def test_what_the_code_says_can_be_read_without_the_site(certificate: Certificate) -> None:
    facts = certificate_facts(certificate)

    assert read_certificate(f"https://example.org/x/?c={signed_certificate(facts)}") == facts
    with pytest.raises(CertificateRefused):
        read_certificate(signed_certificate(facts), keys=[])


def test_guessing_numbers_ends_soon(certificate: Certificate) -> None:
    client, today = Client(), timezone.localdate()

    answers = [client.get(f"/certificates/{OF_EXAMS.new(today)}/").status_code for _guess in range(WRONG_CODES_ALLOWED)]

    assert set(answers) == {404}
    assert client.get(f"/certificates/{certificate.number}/").status_code == 429


def test_a_typed_number_and_a_pasted_code_lead_to_the_same_page(certificate: Certificate) -> None:
    text = signed_certificate(certificate_facts(certificate))
    page = f"/certificates/{certificate.number}/"

    assert Client().get("/certificates/", {"number": certificate.number.lower()})["Location"] == page
    assert Client().get("/certificates/", {"number": text})["Location"] == f"{page}?c={text}"
    assert Client().get("/certificates/", {"number": "JZ-1"}).status_code == 404


def test_the_worker_has_it_as_a_picture_and_on_paper(certificate: Certificate, guo: User) -> None:
    phone = phone_of(guo)
    picture = phone.get(f"/certificates/{certificate.pk}.png").content
    pages = list(PdfDocument(phone.get(f"/certificates/{certificate.pk}.pdf").content))

    assert Image.open(BytesIO(picture)).width == 1080
    assert len(picture) < 60_000
    assert len(pages) == 1
    assert pages[0].get_width() > pages[0].get_height()
    assert certificate.number in pages[0].get_textpage().get_text_range()


def test_of_one_that_is_good_no_more_there_is_no_file(certificate: Certificate, guo: User) -> None:
    Certificate.objects.filter(pk=certificate.pk).update(
        withdrawn_at=timezone.now(), withdrawn_because=Withdrawal.VOIDED
    )

    assert phone_of(guo).get(f"/certificates/{certificate.pk}.pdf").status_code == 404
    assert str(Withdrawal.VOIDED.label) in phone_of(guo).get("/certificates/mine/").content.decode()


def test_the_result_page_shows_it_though_nothing_had_given_it(county: County, guo: User) -> None:
    attempt = sit(a_certifying_exam(county.enterprise), guo, right=5)

    page = phone_of(guo).get(f"/attempts/{attempt.pk}/result/").content.decode()

    assert Certificate.objects.get().number in page


def test_who_is_about_to_lose_his_hears_which_exam_renews_it(county: County, guo: User) -> None:
    soon = timezone.localdate() - timedelta(days=340)
    a_certificate(a_certifying_exam(county.enterprise), guo, issued_on=soon)
    renewing = a_certifying_exam(county.enterprise)

    start = phone_of(guo).get("/").content.decode()
    own = phone_of(guo).get("/certificates/mine/").content.decode()

    assert "/certificates/mine/" in start
    assert f"/exams/{renewing.pk}/" in own

    a_certificate(renewing, guo)
    assert "/certificates/mine/" not in phone_of(guo).get("/").content.decode()


def test_inside_the_enterprise_everybody_is_listed_by_name(
    county: County, certificate: Certificate, officer: Client
) -> None:
    without = worker_of(county.team)

    everybody = officer.get("/desk/certificates/").content.decode()
    none = officer.get("/desk/certificates/", {"list": "none"}).content.decode()

    assert certificate.number in everybody
    assert without.name in everybody
    assert certificate.number not in none
    assert without.name in none
    assert officer.get(f"/certificates/{certificate.pk}.pdf").status_code == 200
    assert AuditEntry.objects.filter(action="certificate.export").exists()


def test_above_the_enterprise_there_are_figures_and_no_names(county: County, certificate: Certificate) -> None:
    worker_of(county.team)
    page = desk_of(staff(Role.TOWN_OFFICER, county.town)).get("/desk/certificates/").content.decode()

    assert "50 %" in page
    assert "郭建国" not in page
    assert certificate.number not in page


def test_the_list_is_a_table_to_keep(certificate: Certificate, officer: Client) -> None:
    answer = officer.get("/desk/certificates/list.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.getvalue())).active

    values = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert {"郭建国", certificate.number, certificate.valid_until.isoformat()} <= set(values)
    assert AuditEntry.objects.filter(action="certificates.export").exists()


@pytest.mark.parametrize(
    ("name", "shown"), [("郭建国", "郭*国"), ("郭强", "郭*"), ("欧阳建国", "欧**国"), ("郭", "郭"), ("", "")]
)
def test_a_name_is_masked(name: str, shown: str) -> None:
    assert masked(name) == shown


def test_the_command_says_what_a_certificate_is_worth(
    certificate: Certificate, capsys: pytest.CaptureFixture[str]
) -> None:
    text = signed_certificate(certificate_facts(certificate))
    call_command("check_certificate", certificate.number)
    call_command("check_certificate", text, "--signature-only")
    assert capsys.readouterr().out.count("郭*国") == 2

    certificate.withdrawn_at, certificate.withdrawn_because = timezone.now(), Withdrawal.VOIDED
    certificate.save()

    for bad in (certificate.number, text, f"{text[:-4]}AAAA", "JZ-2024-03-7K3M-92QF"):
        with pytest.raises(CommandError):
            call_command("check_certificate", bad)


def test_the_checking_page_names_what_a_certificate_says() -> None:
    page = Client().get("/receipts/checker.html").content.decode()

    assert "JZ[AC]?1" in page
    assert "data-until=" in page
