from django.urls import path

from courses.views import anomalies, archives, assignments, attendance, cases, hours, sessions, study

app_name = "courses"
urlpatterns = [
    path("study/beat/", study.beat, name="beat"),
    path("films/<int:document_id>/", study.film, name="film"),
    path("films/<int:document_id>/poster/", study.poster, name="poster"),
    path("cases/", cases.library, name="library"),
    path("cases/<str:slug>/board.pdf", cases.board_sheet, name="board_pdf"),
    path("c/<int:page_id>/", cases.short_address, name="short_address"),
    path("desk/cases/<int:page_id>/here/", cases.here_answers, name="here_answers"),
    path("sessions/<uuid:session_id>/<str:code>/", attendance.sign_in_here, name="sign_in_here"),
    path("desk/learning/", assignments.learning, name="learning"),
    path("desk/learning/new/", assignments.new_assignment, name="new_assignment"),
    path("desk/learning/anomalies/", anomalies.anomalies, name="anomalies"),
    path("desk/learning/anomalies/<int:anomaly_id>/judge/", anomalies.judge, name="judge_anomaly"),
    path("desk/learning/<uuid:assignment_id>/", assignments.assignment, name="assignment"),
    path("desk/learning/<uuid:assignment_id>/coverage.xlsx", assignments.assignment_xlsx, name="assignment_xlsx"),
    path("desk/learning/<uuid:assignment_id>/withdraw/", assignments.withdraw_assignment, name="withdraw_assignment"),
    path("desk/learning/<uuid:assignment_id>/archive/", archives.archive_assignment, name="archive_assignment"),
    path("desk/sessions/new/", sessions.new_session, name="new_session"),
    path("desk/sessions/<uuid:session_id>/", sessions.session, name="session"),
    path("desk/sessions/<uuid:session_id>/wall/", sessions.wall, name="wall"),
    path("desk/sessions/<uuid:session_id>/wall.svg", sessions.wall_svg, name="wall_svg"),
    path("desk/sessions/<uuid:session_id>/ticks/", attendance.ticks, name="ticks"),
    path("desk/sessions/<uuid:session_id>/evidence/", sessions.evidence, name="evidence"),
    path("desk/sessions/<uuid:session_id>/analysis/", sessions.analysis, name="session_analysis"),
    path("desk/sessions/<uuid:session_id>/close/", sessions.close, name="close_session"),
    path("desk/attendances/<int:attendance_id>/strike/", attendance.strike, name="strike_attendance"),
    path("desk/sessions/<uuid:session_id>/archive/", archives.archive_session, name="archive_session"),
    path("desk/evidence/<uuid:file_id>/", sessions.evidence_file, name="evidence_file"),
    path("desk/hours/", hours.hours, name="hours"),
    path("desk/hours/table.xlsx", hours.hours_xlsx, name="hours_xlsx"),
    path("desk/hours/<int:person_id>/", hours.hours_of_person, name="hours_of_person"),
    path("desk/hours/records/<int:record_id>/correct/", hours.correct, name="correct_record"),
]
