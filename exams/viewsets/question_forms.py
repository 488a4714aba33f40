"""Writing a question by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models import AccidentCasePage, PostKind, Procedure, VersionState
from exams.importing.drafts import QuestionDraft, UnreadableRow
from exams.importing.options import LETTERS
from exams.models import Category, Question, QuestionBank, QuestionCase, QuestionKind
from exams.pictures.known import KnownPicture, known_in_version
from exams.pictures.placed import fetch_pictures
from exams.viewsets.picture_fields import PicturesField
from exams.viewsets.question_answers import (
    WITHOUT_OPTIONS,
    NoPicture,
    Understood,
    UnreadableOptions,
    pictures_alone,
    understood,
    understood_hazards,
)
from exams.viewsets.question_words import BASIS, words_of
from organizations.models import Industry
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.base import ScopedForm

if TYPE_CHECKING:
    from organizations.models import User

DIFFICULTIES = ((1, _("easy")), (2, _("medium")), (3, _("hard")))


class QuestionForm(ScopedForm):
    """A question as a person writes it; `draft` is what it says, once the form is valid."""

    kind = forms.ChoiceField(label=_("kind"), choices=QuestionKind.choices)
    category = forms.ChoiceField(label=_("exam subject"), choices=Category.choices)
    difficulty = forms.TypedChoiceField(label=_("difficulty"), choices=DIFFICULTIES, coerce=int)
    industries = forms.MultipleChoiceField(
        label=_("industries"),
        choices=Industry.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Workers of which industries are asked it; none ticked means all."),
    )
    posts = forms.ModelMultipleChoiceField(
        label=_("posts"),
        queryset=PostKind.objects.all(),
        required=False,
        to_field_name="name",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Workers at which posts are asked it; none ticked means all."),
    )
    case = forms.ModelChoiceField(
        label=_("under the case"),
        queryset=QuestionCase.objects.none(),
        required=False,
        help_text=_("It comes after the questions that stand there, and what happened is told by the case."),
    )
    background = forms.CharField(
        label=_("what happened"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What this question alone is about. For several questions write a case, and the questions under it."
        ),
    )
    stem = forms.CharField(label=_("question"), widget=forms.Textarea(attrs={"rows": 3}))
    options = forms.CharField(
        label=_("options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "One a line, from A on; steps in any order. Leave it empty for true or false, to fill in, and where every "
            "option is a picture alone."
        ),
    )
    picture = PicturesField(label=_("picture of the question"))
    option_pictures = PicturesField(label=_("pictures of options"), places=LETTERS)
    answer = forms.CharField(
        label=_("right answer"),
        max_length=200,
        required=False,
        help_text=_(
            "B, or ACD; 对 or 错 for true or false; CABD for steps in their order. To fill in: the words, several "
            "right ones with ； between them, or a number like 1.5±0.1 米."
        ),
    )
    hazards = forms.CharField(
        label=_("hazards on the picture"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Only to find hazards: one a line, its name, a colon and its squares, like 没戴安全帽：B2 B3. The picture "
            "has six columns, A to F from the left, and rows from 1 at the top."
        ),
    )
    explanation = forms.CharField(label=_("explanation"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    basis_text = forms.CharField(label=_("rests on"), required=False, max_length=60)
    basis_version = forms.CharField(label=_("version of the text"), required=False, max_length=20)
    basis_article = forms.CharField(label=_("article"), required=False, max_length=60)
    basis_quote = forms.CharField(label=_("words of the article"), required=False, max_length=300)

    basis_case = forms.ModelChoiceField(
        label=_("case it rests on"),
        queryset=AccidentCasePage.objects.live().order_by("-occurred_on"),
        required=False,
        help_text=_("When the case is published anew, the question is parked until somebody has looked at it."),
    )
    basis_procedure = forms.ModelChoiceField(
        label=_("procedure it rests on"),
        queryset=Procedure.objects.none(),
        required=False,
        help_text=_("When a new version comes in force, the question is parked until somebody has looked at it."),
    )

    field_order = (
        *("bank", "case", "kind", "category", "difficulty"),
        *("background", "stem", "picture", "options", "option_pictures", "answer", "hazards", "explanation"),
        *("posts", "industries", *BASIS, "basis_case", "basis_procedure"),
    )
    draft: QuestionDraft

    class Meta(ScopedForm.Meta):
        model = Question
        fields: tuple[str, ...] = ("bank",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        question = kwargs.get("instance")
        if question is not None and question.current is not None:
            kwargs["initial"] = {**words_of(question, question.current), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def limit(self, user: User) -> None:
        version = self.instance.current
        self._offer_procedures(user)
        if version is not None:
            fetch_pictures([version])
            self.show_pictures(known_in_version(version.pictures.all(), reader=user.pk))
        cases: Any = self.fields["case"]
        if self.instance.pk:
            del self.fields["bank"]
            cases.queryset = QuestionCase.objects.filter(bank=self.instance.bank)
            if self.instance.case_id:
                cases.help_text = _(
                    "Another one takes it to its end; with none it stands alone and keeps what happened for itself."
                )
                del self.fields["background"]
            return
        banks: Any = self.fields["bank"]
        banks.queryset = QuestionBank.objects.filter(owner__in=units_in_reach(user, Reach.MANAGE_QUESTIONS))
        cases.queryset = QuestionCase.objects.filter(bank__in=banks.queryset)

    def _offer_procedures(self, user: User) -> None:
        """Of the enterprises whose questions the person keeps, and the one it rests on already."""
        field: Any = self.fields["basis_procedure"]
        known = self.instance.current.basis_procedure_id if self.instance.current else None
        own = Q(enterprise__in=units_in_reach(user, Reach.MANAGE_QUESTIONS), versions__state=VersionState.IN_FORCE)
        field.queryset = Procedure.objects.filter(own | Q(pk=known)).distinct().select_related("enterprise")

    def show_pictures(self, known: Sequence[KnownPicture]) -> None:
        """Show these pictures as those that the question has; they stay unless somebody changes them."""
        for name in ("picture", "option_pictures"):
            field: Any = self.fields[name]
            field.know(known)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if not {"kind", "stem", "answer"} <= set(data):
            return data
        case = data.get("case")
        if case and data.get("bank", case.bank) != case.bank:
            self.add_error("case", gettext("The case stands in the bank “%s”: choose that one.") % case.bank)
        try:
            meant = self._understood(data)
        except UnreadableRow as reason:
            self.add_error(_field_of(reason, data["kind"]), str(reason))
            return data
        self.draft = QuestionDraft(
            place="",
            kind=data["kind"],
            stem=data["stem"].strip(),
            options=meant.options,
            answer=meant.answer,
            tolerance=meant.tolerance,
            unit=meant.unit,
            pictures=(*data.get("picture", ()), *data.get("option_pictures", ())),
            background=self._story(data),
            posts=tuple(kind.name for kind in data["posts"]),
            basis_case=data["basis_case"].pk if data["basis_case"] else None,
            basis_procedure=str(data["basis_procedure"].pk) if data["basis_procedure"] else "",
            explanation=data["explanation"],
            category=data["category"],
            difficulty=data["difficulty"],
            industries=tuple(data["industries"]),
            **{field: data[field] for field in BASIS},
        )
        self._check_stem_is_new(data.get("bank") or self.instance.bank)
        self._check_pictures_have_options()
        return data

    def _story(self, data: dict[str, Any]) -> str:
        """Return what happened: as the case tells it, or as it is written here; who leaves a case keeps its story."""
        case: QuestionCase | None = data.get("case")
        if case is not None:
            return case.text
        story: str = data["background"].strip() if "background" in data else self.instance.current.background
        return story

    def _check_stem_is_new(self, bank: QuestionBank) -> None:
        same = Question.objects.filter(bank=bank, stem_key=self.draft.stem_key).exclude(pk=self.instance.pk)
        if same.exists():
            self.add_error("stem", _("The bank has this question already."))

    def _understood(self, data: dict[str, Any]) -> Understood:
        if data["kind"] != QuestionKind.HAZARD:
            if not data["answer"]:
                raise UnreadableRow(_("Write the right answer."))
            options = data["options"] or pictures_alone(data.get("option_pictures", ()))
            return understood(data["kind"], options, data["answer"])
        field: Any = self.fields["picture"]
        picture = next(iter(data.get("picture", ())), None)
        return understood_hazards(data["hazards"], field.measures(picture) if picture else None)

    def _check_pictures_have_options(self) -> None:
        options = () if self.draft.kind in WITHOUT_OPTIONS else self.draft.options
        places = {"", *(key for key, _text in options)}
        for picture in self.draft.pictures:
            if picture.place not in places:
                said = _("There is no option %(key)s: write it, or take its picture away.")
                self.add_error("option_pictures", said % {"key": picture.place})

    def _post_clean(self) -> None:
        """The service checks the question as a whole."""


def _field_of(reason: UnreadableRow, kind: str) -> str:
    match reason:
        case UnreadableOptions():
            return "options"
        case NoPicture():
            return "picture"
    return "hazards" if kind == QuestionKind.HAZARD else "answer"
