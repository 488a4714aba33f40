from django.urls import path

from hazards.views import desk, desk_acts, desk_pledge, desk_self_reports, phone

app_name = "hazards"
urlpatterns = [
    path("self-report/", phone.self_report, name="self_report"),
    path("self-report/mine/", phone.mine, name="mine"),
    path("self-report/<uuid:report_id>/take-back/", phone.take_back, name="take_self_report_back"),
    path("pledge/", phone.pledge, name="pledge"),
    path("pledge/sign/", phone.sign, name="sign_pledge"),
    path("desk/violations/", desk.violations, name="violations"),
    path("desk/violations/new/", desk_acts.new_violation, name="new_violation"),
    path("desk/violations/table.xlsx", desk.violations_xlsx, name="violations_xlsx"),
    path("desk/violations/self-reports/", desk_self_reports.self_reports, name="self_reports"),
    path("desk/violations/self-reports/<uuid:report_id>/answer/", desk_self_reports.answer, name="answer_self_report"),
    path("desk/violations/pledge/", desk_pledge.pledge, name="desk_pledge"),
    path("desk/violations/pledge/unsigned.xlsx", desk_pledge.unsigned_xlsx, name="pledge_unsigned_xlsx"),
    path("desk/violations/<uuid:violation_id>/", desk.violation, name="violation"),
    path("desk/violations/<uuid:violation_id>/photo/", desk.photo, name="violation_photo"),
    path("desk/violations/<uuid:violation_id>/correct/", desk_acts.correct, name="correct_violation"),
    path("desk/violations/<uuid:violation_id>/withdraw/", desk_acts.withdraw, name="withdraw_violation"),
]
