"""A certificate where it is looked for: on paper, on the worker's own page, and counted at the desk."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from exams.certificates.drawing import ACROSS, UPRIGHT, Ink, Layout, draw
from exams.certificates.paper import SOLEMN, SOLEMN_FONT, PaperPen
from exams.certificates.said import said_on
from exams.models import Certificate
from organizations.models import Role, Unit, User
from organizations.pdf import blank_a4
from tests.factories.certificates import a_certificate, a_certifying_exam
from tests.factories.organizations import County, desk_of, phone_of, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(county: County, worker: User) -> Certificate:
    return a_certificate(a_certifying_exam(county.enterprise), worker)


class Remembering(PaperPen):
    """A pen that keeps where words begin, how wide they are, and where the seal goes."""

    def __init__(self) -> None:
        super().__init__(blank_a4("", FPDF(orientation="landscape", format="A4")))
        self.pdf.add_font(SOLEMN, fname=SOLEMN_FONT)
        self.pdf.add_page()
        self.words: dict[str, tuple[float, float]] = {}
        self.seal = (0.0, 0.0)

    def text(self, x: float, y: float, text: str, size: float, *, solemn: bool, ink: Ink) -> None:
        self.words[text] = (x, x + self.width(text, size, solemn=solemn))

    def circle(self, x: float, y: float, radius: float) -> None:
        self.seal = (x - radius, x + radius)


@pytest.mark.parametrize("layout", [ACROSS, UPRIGHT])
def test_the_issuers_name_and_the_day_stand_inside_of_the_seal(certificate: Certificate, layout: Layout) -> None:
    Unit.objects.filter(pk=certificate.exam.owner_id).update(name="泽州县应急管理局")
    said = said_on(Certificate.objects.get(), "https://example.org/")
    pen = Remembering()

    draw(pen, said, layout)

    for words in (said.issuer, said.issued_on):
        begins, ends = pen.words[words]
        assert pen.seal[0] < begins < ends < pen.seal[1]


def test_a_worker_finds_his_certificates_on_the_page_about_himself(worker: User) -> None:
    assert 'href="/certificates/mine/"' in phone_of(worker).get("/me/").content.decode()


def test_where_everybody_has_one_the_figures_say_so(county: County, certificate: Certificate) -> None:
    town = desk_of(staff(Role.TOWN_OFFICER, county.town))
    page = town.get("/desk/certificates/")
    assert page.context["tally"].without == 0
    assert "人人都有" in page.content.decode()
