"""What stands together in the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from exams.imports_admin.questions import QuestionImportViewSet
from exams.viewsets.banks import BankViewSet
from exams.viewsets.bonus_rules import BonusRuleViewSet
from exams.viewsets.cases import CaseViewSet
from exams.viewsets.doubts import DoubtViewSet
from exams.viewsets.exams import ExamViewSet
from exams.viewsets.laws import LawViewSet
from exams.viewsets.papers import PaperViewSet
from exams.viewsets.questions import QuestionViewSet


class QuestionBanks(ViewSetGroup):
    """What may be asked."""

    menu_label = _("Question banks")
    menu_icon = "help"
    menu_order = 300
    items = (QuestionViewSet, CaseViewSet, DoubtViewSet, QuestionImportViewSet, BankViewSet, LawViewSet)


class Exams(ViewSetGroup):
    """What is asked, of whom, and when."""

    menu_label = _("Exams")
    menu_icon = "tasks"
    menu_order = 400
    items = (ExamViewSet, PaperViewSet, BonusRuleViewSet)
