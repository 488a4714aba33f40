"""Every form says in short plain words what is wrong."""

from __future__ import annotations

import pytest
from django import forms
from django.utils.translation import override


class Asked(forms.Form):
    words = forms.CharField(max_length=2)
    number = forms.IntegerField(min_value=0, max_value=9)
    day = forms.DateField()
    which = forms.ChoiceField(choices=[("a", "A")])
    some = forms.MultipleChoiceField(choices=[("a", "A")])


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("words", "", "请填写。"),
        ("words", "三个字", "最多 2 个字，现在有 3 个。"),
        ("number", "-1", "不能小于 0。"),
        ("number", "10", "不能大于 9。"),
        ("number", "?", "请填整数。"),
        ("day", "?", "请填对日期，例如 2026-11-27。"),
        ("which", "", "请选择。"),
        ("some", "", "请选择。"),
        ("which", "b", "没有“b”这一项，请重新选择。"),
    ],
)
def test_what_is_wrong_is_said_in_plain_chinese(field: str, given: str, said: str) -> None:
    with override("zh-hans"):
        assert Asked({field: given} if given else {}).errors[field] == [said]
