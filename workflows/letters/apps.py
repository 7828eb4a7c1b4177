from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "workflows.letters"
    label = "letters"

    def ready(self) -> None:
        """Tell `documents` whom an office's letters let in on their papers, and which rows are theirs."""
        from documents.access import register_viewer
        from documents.holding import register_holder
        from workflows.letters.viewers import letter_of_row, papers_of_letters

        register_viewer(papers_of_letters)
        register_holder(letter_of_row)
