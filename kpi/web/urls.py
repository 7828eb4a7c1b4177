"""Pages of figures."""

from __future__ import annotations

from django.urls import path

from kpi.web import views

app_name = "kpi"
urlpatterns = [
    path("kpi/", views.dashboard, name="dashboard"),
    path("kpi/cases/", views.cases, name="cases"),
    path("kpi/results/<str:told>/", views.result, name="result"),
    path("kpi/items/<slug:process>/<int:pk>/", views.item, name="item"),
]
