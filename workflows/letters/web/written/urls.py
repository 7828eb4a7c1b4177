"""Addresses of memos, orders and announcements."""

from __future__ import annotations

from django.urls import path

from workflows.letters.web.written import book, paper, writing

app_name = "memos"
urlpatterns = [
    path("letters/memos/", book.book, name="list"),
    path("letters/memos/<slug:path>/write/", writing.write, name="write"),
    path("letters/memos/<slug:path>/preview/", writing.preview, name="preview"),
    path("letters/memos/<slug:path>/<int:pk>/edit/", writing.edit, name="edit"),
    path("letters/memos/<slug:path>/<int:pk>/", paper.item, name="item"),
    path("letters/memos/<slug:path>/<int:pk>/about/", paper.about, name="about"),
    path("letters/memos/<slug:path>/<int:pk>/paper.pdf", paper.pdf, name="pdf"),
    path("letters/memos/<slug:path>/<int:pk>/pages/<int:number>.png", paper.page, name="page"),
    path("letters/memos/<slug:path>/<int:pk>/versions/", paper.versions, name="versions"),
]
