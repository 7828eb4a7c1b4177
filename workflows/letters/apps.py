from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "workflows.letters"
    label = "letters"

    def ready(self) -> None:
        """Tell `documents` whom an office's letters let in on the papers beneath them."""
        from documents.access import register_viewer
        from workflows.letters.viewers import papers_of_letters

        register_viewer(papers_of_letters)
