from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "workflows.letters"
    label = "letters"
