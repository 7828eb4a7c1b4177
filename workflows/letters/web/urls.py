"""Addresses of letters."""

from __future__ import annotations

from django.urls import path

from workflows.letters.web import (
    assignments,
    bulk,
    desk,
    entry,
    exchange,
    intake,
    letter,
    mailbox,
    mailbox_settings,
    register,
    stamping,
    views_of_lists,
)

app_name = "letters"
urlpatterns = [
    path("letters/assignments/", assignments.assignments, name="assignments"),
    path("letters/mailbox/", mailbox.mailbox, name="mailbox"),
    path("letters/exchange/", exchange.messages_page, name="exchange"),
    path("letters/exchange/line/", exchange.line, name="exchange-line"),
    path("letters/exchange/line/try/", exchange.try_it, name="exchange-try"),
    path("letters/exchange/line/agencies/", exchange.agencies, name="exchange-agencies"),
    path("letters/exchange/<int:pk>/again/", exchange.again, name="exchange-again"),
    path("letters/exchange/<int:pk>/settled/", exchange.settled, name="exchange-settled"),
    path("letters/mailbox/sweep/", intake.sweep, name="mailbox-sweep"),
    path("letters/mailbox/state/", intake.state, name="mailbox-state"),
    path("letters/mailbox/settings/", mailbox_settings.mailbox_settings, name="mailbox-settings"),
    path("letters/mailbox/mails/<int:pk>/take-in/", intake.taken_in, name="mail-take-in"),
    path("letters/mailbox/mails/<int:pk>/dismiss/", intake.dismissed, name="mail-dismiss"),
    path("letters/mailbox/mails/<int:pk>/raw/", intake.raw, name="mail-raw"),
    path("letters/desk/", desk.desk, name="desk"),
    path("letters/desk/together/", desk.decide_many, name="decide-many"),
    path("letters/desk/tell/", desk.tell, name="tell"),
    path("letters/desk/<int:pk>/", desk.decide, name="decide"),
    path("letters/desk/<int:pk>/amend/", desk.amend, name="amend"),
    path("letters/incoming/", register.incoming, name="incoming"),
    path("letters/incoming/enter/", entry.entry, name="entry"),
    path("letters/incoming/before/", entry.before, name="before"),
    path("letters/incoming/senders/", entry.senders, name="senders"),
    path("letters/incoming/together/", bulk.bulk, name="bulk"),
    path("letters/incoming/views/", views_of_lists.save_view, name="save-view"),
    path("letters/incoming/views/<int:pk>/forget/", views_of_lists.forget_view, name="forget-view"),
    path("letters/incoming/<int:pk>/", letter.letter, name="letter"),
    path("letters/incoming/<int:pk>/about/", letter.about, name="about"),
    path("letters/incoming/<int:pk>/read/", letter.read, name="read"),
    path("letters/incoming/<int:pk>/link/", letter.link, name="link"),
    path("letters/incoming/<int:pk>/print/", letter.printed, name="print"),
    path("letters/incoming/<int:pk>/stamp/", register.stamp, name="stamp"),
    path("letters/incoming/<int:pk>/stamp/place/", stamping.place, name="place-stamp"),
    path("letters/incoming/<int:pk>/stamped.pdf", stamping.stamped, name="stamped"),
]
