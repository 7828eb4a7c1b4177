from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "eoffice.organisations"
    label = "organisations"
