"""Addresses of letters."""

from __future__ import annotations

from django.urls import path

from workflows.letters.web import letter, register

app_name = "letters"
urlpatterns = [
    path("letters/incoming/", register.incoming, name="incoming"),
    path("letters/incoming/<int:pk>/", letter.letter, name="letter"),
    path("letters/incoming/<int:pk>/about/", letter.about, name="about"),
]
