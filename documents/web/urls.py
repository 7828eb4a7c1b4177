"""Addresses of files, registers and the numbers desk."""

from __future__ import annotations

from django.urls import path

from documents.web import certificates, desk, entry, files, importing, signatures

app_name = "documents"
urlpatterns = [
    path("files/<int:pk>/", files.content, name="file"),
    path("files/<int:pk>/signatures/", signatures.signatures, name="signatures"),
    path("account/certificate/", certificates.own, name="own-certificate"),
    path("agency/signing/", certificates.agency, name="agency-signing"),
    path("files/<int:pk>/page/<int:page>/", files.page, name="page"),
    path("documents/<int:pk>/papers/", files.papers, name="papers"),
    path("registers/", desk.books, name="registers"),
    path("registers/open/", desk.open_book, name="open-book"),
    path("registers/<int:pk>/", desk.desk, name="desk"),
    path("registers/<int:pk>/reserve/", desk.reserve, name="reserve"),
    path("registers/<int:pk>/insert/", desk.insert, name="insert"),
    path("registers/<int:pk>/floor/", desk.floor, name="floor"),
    path("registers/<int:pk>/print/", desk.printed, name="print"),
    path("registers/<int:pk>/import/", importing.choose, name="import"),
    path("registers/<int:pk>/import/enter/", importing.enter, name="import_enter"),
    path("numbers/<int:pk>/", entry.entry, name="entry"),
    path("numbers/<int:pk>/use/", entry.use, name="use"),
    path("numbers/<int:pk>/void/", entry.void, name="void"),
    path("numbers/<int:pk>/correct/", entry.correct, name="correct"),
]
