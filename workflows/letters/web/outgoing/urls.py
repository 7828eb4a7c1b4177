"""Addresses of outgoing letters."""

from __future__ import annotations

from django.urls import path

from workflows.letters.web import genuine
from workflows.letters.web.outgoing import book, covers, delivery, letter, signing, together, writing

app_name = "outgoing"
urlpatterns = [
    path("verify/<str:code>/", genuine.genuine, name="genuine"),
    path("letters/outgoing/", book.outgoing, name="list"),
    path("letters/outgoing/write/", writing.write, name="write"),
    path("letters/outgoing/preview/", writing.preview, name="preview"),
    path("letters/outgoing/to-sign/", signing.book, name="signing"),
    path("letters/outgoing/to-sign/together/", together.together, name="together"),
    path("letters/outgoing/to-sign/folders/<uuid:key>/", together.folder, name="folder"),
    path("letters/outgoing/delivery-book/", delivery.book, name="delivery"),
    path("letters/outgoing/delivery-book/book.pdf", covers.delivery_book, name="delivery-pdf"),
    path("letters/outgoing/covers.pdf", covers.covers, name="covers"),
    path("letters/outgoing/<int:pk>/remind/", covers.remind, name="remind"),
    path("letters/outgoing/<int:pk>/not-registered.pdf", covers.not_registered, name="not-registered"),
    path("letters/outgoing/<int:pk>/recipients/<int:recipient>/receipt/", covers.receipt, name="receipt"),
    path("letters/outgoing/<int:pk>/", letter.letter, name="letter"),
    path("letters/outgoing/<int:pk>/about/", letter.about, name="about"),
    path("letters/outgoing/<int:pk>/edit/", writing.edit, name="edit"),
    path("letters/outgoing/<int:pk>/paper.pdf", letter.pdf, name="pdf"),
    path("letters/outgoing/<int:pk>/pages/<int:number>.png", letter.page, name="page"),
    path("letters/outgoing/<int:pk>/versions/", letter.versions, name="versions"),
]
