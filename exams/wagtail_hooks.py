"""What the admin is told of questions and exams."""

from wagtail import hooks

from exams.dashboard import add_questions_waiting
from exams.viewsets.copying import CopyInto
from exams.viewsets.groups import Exams, QuestionBanks
from exams.viewsets.reviewing import PutIntoUse, Retire
from exams.viewsets.subjects import SetSubject

# after courses, which says what stands on the first page
hooks.register("construct_homepage_panels", add_questions_waiting, order=1)
hooks.register("register_admin_viewset", QuestionBanks)
hooks.register("register_admin_viewset", Exams)
hooks.register("register_bulk_action", PutIntoUse)
hooks.register("register_bulk_action", Retire)
hooks.register("register_bulk_action", SetSubject)
hooks.register("register_bulk_action", CopyInto)
