"""Settings of what a browser gets: static files, headers, cookies, log-in."""

from __future__ import annotations

from pathlib import Path

from eoffice.settings import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
NODE_MODULES = BASE_DIR / "node_modules"
BUILD_DIR = BASE_DIR / "build"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-built"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "eoffice.web.finders.PackageFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "eoffice.web.storage.StaticStorage"},
}

# Set to 1 where a proxy serves the office by https: cookies then never travel in the clear.
HTTPS = env.flag("EOFFICE_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day, so that nobody is thrown out at noon
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the paper of a letter is shown in a frame of our own

# Origins beyond our own that a form may lead to (the log-in server of OIDC).
CSP_FORM_ACTION = [origin for origin in env.text("EOFFICE_CSP_FORM_ACTION").split() if origin]
# Shown on the log-in page of a demo, which runs on this machine's own address alone.
DEMO_PASSWORD = env.text("EOFFICE_DEMO_PASSWORD", "demo-eoffice")
STYLEGUIDE = False  # /styleguide/ shows every component to developers and tests
CSRF_FAILURE_VIEW = "eoffice.web.views.errors.csrf_failed"

# Log-in: allauth does sessions, second factors and OIDC; eoffice.people.lockout says who tried too often.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_APPS = ["allauth", "allauth.account", "allauth.mfa", "allauth.usersessions", "allauth.socialaccount"]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
ACCOUNT_ADAPTER = "eoffice.web.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 30 * 60  # one signing sitting
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Per person, never per address: a whole school stands behind one. "login_failed": guesses of the code.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_FORMS = {
    "login": "eoffice.web.forms.LogInForm",
    "reauthenticate": "eoffice.web.forms.ConfirmForm",
    "change_password": "eoffice.web.forms.ChangePasswordForm",
}
MFA_FORMS = {
    "authenticate": "eoffice.web.forms.CodeForm",
    "reauthenticate": "eoffice.web.forms.ConfirmCodeForm",
    "activate_totp": "eoffice.web.forms.SwitchOnForm",
}
MFA_ADAPTER = "eoffice.web.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "eOffice"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are kept by the agency's administrator, not by the person
SOCIALACCOUNT_ADAPTER = "eoffice.web.adapters.OtherLogInAdapter"
# The adapter finds whom an agency knows; allauth's own way would take that person's password away.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_STORE_TOKENS = False

# Log-in by OpenID Connect (Google Workspace, ThaID, Keycloak …), where EOFFICE_OIDC_SERVER names one.
OIDC_SERVER = env.text("EOFFICE_OIDC_SERVER")
OIDC_NAME = env.text("EOFFICE_OIDC_NAME", "OpenID")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": env.text("EOFFICE_OIDC_CLIENT"),
                "secret": env.text("EOFFICE_OIDC_SECRET"),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else []
    }
}
if OIDC_SERVER:
    LOGIN_APPS.append("allauth.socialaccount.providers.openid_connect")
