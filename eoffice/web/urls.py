"""Addresses of the shell's own pages. Names stand without a namespace: templates of every app use them.

Where allauth looks a page up by a name of its own, the page carries that name as well.
"""

from __future__ import annotations

from allauth.account import views as allauth_account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from eoffice.web.views import account, first, home, notices, search, sessions, styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.work, name="work"),
    path("work/steps/", home.take_steps, name="take-steps"),
    path("more/", home.more, name="more"),
    path("setup/", first.first_administrator, name="setup"),
    path("login/", sessions.LogIn.as_view(), name="login"),
    path("login/", sessions.LogIn.as_view(), name="account_login"),
    path("login/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("login/closed/", allauth_account.account_inactive, name="account_inactive"),
    path("logout/", sessions.LogOut.as_view(), name="logout"),
    path("logout/", sessions.LogOut.as_view(), name="account_logout"),
    path("account/", account.overview, name="account"),
    path("account/post/", account.choose_post, name="choose-post"),
    path("account/password/", allauth_account.password_change, name="account_change_password"),
    path("account/password/first/", allauth_account.password_set, name="account_set_password"),
    path("account/confirm/", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("account/sessions/", sessions.sessions, name="sessions"),
    path("account/sessions/<int:pk>/end/", sessions.end_session, name="end-session"),
    path("account/sessions/end-others/", sessions.end_other_sessions, name="end-other-sessions"),
    path("account/second-factor/", second_factor.index, name="mfa_index"),
    path("account/second-factor/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/second-factor/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-factor/codes/file/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:pk>/", notices.open_notice, name="open-notice"),
    path("notices/read/", notices.read_all, name="read-notices"),
    path("search/", search.search, name="search"),
    path("language/", account.language, name="language"),
    path("styleguide/", styleguide.show, name="styleguide"),
]
if settings.OIDC_SERVER:
    urlpatterns += [
        path("login/", include("allauth.socialaccount.providers.openid_connect.urls")),
        path("login/other/", include("allauth.socialaccount.urls")),
    ]
