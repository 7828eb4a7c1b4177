from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "eoffice.people"
    label = "people"
