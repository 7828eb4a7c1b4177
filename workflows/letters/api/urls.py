"""Addresses of letters below `/api/v1/`, beside those that every process has."""

from __future__ import annotations

from django.urls import path

from workflows.letters.api import addresses, exchange_views, folders, routes, stamp, templates, views

urlpatterns = [
    path("incoming-letters/<int:id>/links/", views.LinkView.as_view()),
    path("incoming-letters/<int:id>/stamp/", stamp.StampView.as_view()),
    path("signing-folders/", folders.FoldersView.as_view()),
    path("signing-folders/<uuid:id>/", folders.FolderView.as_view()),
    path("mailbox-checks/", views.MailboxView.as_view()),
    path("exchange-messages/", exchange_views.ExchangeMessagesView.as_view()),
    path("exchange-messages/<int:id>/again/", exchange_views.ExchangeAgainView.as_view()),
    path("exchange-messages/<int:id>/settled/", exchange_views.ExchangeSettledView.as_view()),
    path("addresses/", addresses.AddressesView.as_view()),
    path("addresses/<slug:code>/", addresses.AddressView.as_view()),
    path("review-routes/", routes.RoutesView.as_view()),
    path("review-routes/<int:id>/", routes.RouteView.as_view()),
    path("draft-templates/", templates.TemplatesView.as_view()),
    path("draft-templates/<int:id>/", templates.TemplateView.as_view()),
    path("draft-templates/<int:id>/use/", templates.UseView.as_view()),
    path("mailbox-sweeps/", views.SweepView.as_view()),
]
