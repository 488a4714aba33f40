from django.urls import path

from organizations.views import account, archives, cards, files, passwords, people, sign_in

app_name = "organizations"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/staff/", sign_in.staff_sign_in, name="staff_sign_in"),
    path("sign-in/staff/code/", sign_in.second_factor, name="second_factor"),
    path("sign-in/password/<uidb64>/<token>/", passwords.ChoosePassword.as_view(), name="choose_password"),
    path("sign-in/card/<str:token>/", cards.card, name="card"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("me/", account.me, name="me"),
    path("me/file/", files.my_file, name="my_file"),
    path("me/file.pdf", files.my_file_pdf, name="my_file_pdf"),
    path("me/pin/", account.change_pin, name="change_pin"),
    path("me/sessions/", account.end_sessions, name="end_sessions"),
    path("me/second-factor/", account.set_up_second_factor, name="set_up_second_factor"),
    path("text-size/", account.text_size, name="text_size"),
    path("desk/people/", people.people, name="people"),
    path("desk/archives/", archives.archives, name="archives"),
    path("desk/archives/<uuid:archive_id>/", archives.archive, name="archive"),
    path("desk/archives/<uuid:archive_id>/progress/", archives.archive_progress, name="archive_progress"),
    path("desk/archives/<uuid:archive_id>/file.zip", archives.archive_file, name="archive_file"),
    path("desk/archives/<uuid:archive_id>/again/", archives.archive_again, name="archive_again"),
    path("desk/people/<int:person_id>/", files.person_file, name="person_file"),
    path("desk/people/<int:person_id>/file.pdf", files.person_file_pdf, name="person_file_pdf"),
    path("desk/people/cards/", people.issue, name="issue_cards"),
    path("desk/people/cards/void/", people.void, name="void_card"),
]
