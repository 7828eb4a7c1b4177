from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "workflows.letters"
    label = "letters"

    def ready(self) -> None:
        """Tell `documents` whom letters let in and which rows are theirs; read the log for what they send."""
        from documents.access import register_viewer
        from documents.holding import register_holder
        from workflows.engine.subscribers import subscribe
        from workflows.letters.actions.delivering import bring_back, deliver, deliver_ahead
        from workflows.letters.actions.exchanging.following import follow
        from workflows.letters.actions.papers import make_papers, make_papers_ahead
        from workflows.letters.outgoing.states import DELIVERY, EXCHANGE, PAPERS, RETURNS
        from workflows.letters.viewers import (
            WRITTEN,
            letter_of_row,
            papers_of_letters,
            papers_written_here,
        )

        register_viewer(papers_of_letters)
        for model in WRITTEN:
            register_viewer(papers_written_here(model))
        register_holder(letter_of_row)
        subscribe(DELIVERY, deliver, ahead=deliver_ahead)
        subscribe(RETURNS, bring_back)
        subscribe(EXCHANGE, follow)
        subscribe(PAPERS, make_papers, ahead=make_papers_ahead)
