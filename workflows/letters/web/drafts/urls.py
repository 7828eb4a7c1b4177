"""Addresses of what drafts are made from: forms of address, templates, routes."""

from __future__ import annotations

from django.urls import path

from workflows.letters.web.drafts import addresses, routes, templates

app_name = "drafts"
urlpatterns = [
    path("agency/addresses/", addresses.addresses, name="addresses"),
    path("agency/addresses/restore/", addresses.restore, name="restore-addresses"),
    path("agency/addresses/<slug:code>/", addresses.address, name="address"),
    path("agency/addresses/<slug:code>/drop/", addresses.drop, name="drop-address"),
    path("letters/templates/", templates.templates, name="templates"),
    path("letters/templates/new/", templates.new, name="new-template"),
    path("letters/templates/<int:pk>/", templates.template, name="template"),
    path("letters/templates/<int:pk>/drop/", templates.drop, name="drop-template"),
    path("letters/routes/", routes.routes, name="routes"),
    path("letters/routes/new/", routes.new, name="new-route"),
    path("letters/routes/<int:pk>/", routes.route, name="route"),
    path("letters/routes/<int:pk>/drop/", routes.drop, name="drop-route"),
]
