"""Addresses that serve every tracked process; `path` is that of the API (`incoming-letters`)."""

from __future__ import annotations

from django.urls import path

from workflows.engine.web import views

app_name = "engine"
urlpatterns = [
    path("items/<slug:path>/new/<slug:name>/", views.begin, name="begin"),
    path("items/<slug:path>/<int:pk>/", views.item, name="item"),
    path("items/<slug:path>/<int:pk>/steps/", views.steps, name="steps"),
    path("items/<slug:path>/<int:pk>/steps/<slug:name>/", views.step, name="step"),
    path("machines/", views.machines, name="machines"),
    path("machines/<slug:path>/", views.machine, name="machine"),
]
