"""Addresses of the shell's own pages. Names stand without a namespace: templates of every app use them."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from eoffice.web.views import account, home, styleguide

urlpatterns = [
    path("", home.work, name="work"),
    path("more/", home.more, name="more"),
    path(
        "login/",
        LoginView.as_view(template_name="web/login.html", redirect_authenticated_user=True),
        name="login",
    ),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("account/", account.overview, name="account"),
    path("account/post/", account.choose_post, name="choose-post"),
    path("language/", account.language, name="language"),
    path("styleguide/", styleguide.show, name="styleguide"),
]
