"""Addresses of the figures, below `/api/v1/`."""

from __future__ import annotations

from django.urls import path

from kpi.api import answers_view, event_log_view, measures_views, results_views

urlpatterns = [
    path("kpi/indicators/", results_views.IndicatorsView.as_view()),
    path("kpi/results/", results_views.ResultsView.as_view()),
    path("kpi/results/<str:id>/", results_views.ResultView.as_view()),
    path("kpi/results/<str:id>/cases/", results_views.ResultCasesView.as_view()),
    path("kpi/event-log/", event_log_view.EventLogView.as_view()),
    path("kpi/answers/", answers_view.AnswersView.as_view()),
    path("kpi/measures/", measures_views.MeasuresView.as_view()),
    path("kpi/measures/cases/", measures_views.MeasureCasesView.as_view()),
]
