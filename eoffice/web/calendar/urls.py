"""Addresses of the office calendar."""

from __future__ import annotations

from django.urls import path

from eoffice.web.calendar import views

app_name = "organisations"

urlpatterns = [
    path("", views.year, name="calendar"),
    path("days/new/", views.new_day, name="new_day"),
    path("days/<int:pk>/", views.day, name="day"),
    path("days/<int:pk>/remove/", views.remove_day, name="remove_day"),
    path("<int:shown>/seed/", views.seed, name="seed"),
    path("<int:shown>/settle/", views.settle, name="settle"),
    path("hours/", views.hours, name="hours"),
    path("hours/new/", views.new_hours, name="new_hours"),
    path("hours/<str:valid_from>/", views.change_hours, name="change_hours"),
    path("hours/<str:valid_from>/remove/", views.remove_hours, name="remove_hours"),
]
