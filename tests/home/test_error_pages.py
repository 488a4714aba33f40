"""What a person sees when something is refused or fails."""

import pytest
from django.template.loader import get_template

PAGES = ["400.html", "403.html", "404.html", "500.html", "403_csrf.html"]


@pytest.mark.parametrize("name", PAGES)
def test_an_error_page_stands_without_request_and_context(name: str) -> None:
    page = get_template(name).render()
    assert page.count("<h1>") == 1
    assert 'href="/"' in page
    assert "css/dist/phone.css" in page


@pytest.mark.parametrize("name", PAGES)
def test_an_error_page_says_what_happened_in_its_title(name: str) -> None:
    title = get_template(name).render().split("<title>")[1].split("</title>")[0]
    assert len(title.removesuffix(" · 警钟")) > 1


def test_no_two_error_pages_say_the_same() -> None:
    headings = {get_template(name).render().split("<h1>")[1].split("</h1>")[0] for name in PAGES}
    assert len(headings) == len(PAGES)
