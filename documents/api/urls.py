"""Addresses below /api/v1/."""

from __future__ import annotations

from django.urls import path

from documents.api import certificates, codes, desk, files, registers

urlpatterns = [
    path("files/", files.FilesView.as_view()),
    path("files/<int:id>/", files.FileView.as_view()),
    path("files/<int:id>/content/", files.ContentView.as_view()),
    path("files/<int:id>/preview/", files.PreviewView.as_view()),
    path("files/<int:id>/signatures/", certificates.SignaturesView.as_view()),
    path("certificates/own/", certificates.OwnCertificateView.as_view()),
    path("certificates/seal/", certificates.SealView.as_view()),
    path("certificates/trusted/", certificates.TrustedView.as_view()),
    path("agency/signing/", certificates.LevelView.as_view()),
    path("registers/", registers.RegistersView.as_view()),
    path("registers/<int:id>/", registers.RegisterView.as_view()),
    path("registers/<int:id>/entries/", registers.EntriesView.as_view()),
    path("registers/<int:id>/print/", registers.PrintView.as_view()),
    path("registers/<int:id>/reservations/", desk.ReserveView.as_view()),
    path("registers/<int:id>/insertions/", desk.InsertView.as_view()),
    path("registers/<int:id>/floor/", desk.FloorView.as_view()),
    path("register-entries/<int:id>/", registers.EntryView.as_view()),
    path("register-entries/<int:id>/void/", desk.VoidView.as_view()),
    path("register-entries/<int:id>/use/", desk.UseView.as_view()),
    path("register-entries/<int:id>/correct/", desk.CorrectView.as_view()),
    path("codes/retention-classes/", codes.RetentionClassesView.as_view()),
    *(path(f"codes/{name}/", codes.CodesView.as_view(name=name)) for name in codes.LISTS),
]
