"""Keeping templates, and beginning a draft from one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from documents.actions.texts import wording_of
from documents.rules import merging
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.common.thai.dates import full_date
from eoffice.organisations.models import Unit
from eoffice.people import audit
from eoffice.people.models import Post
from workflows.letters.models import IncomingLetter
from workflows.letters.models.template import FIELDS, KEEPERS, LISTS, DraftTemplate
from workflows.letters.writing.fields import Written


@dataclass(frozen=True)
class TemplateFacts:
    """What a template consists of; `unit` None is the whole office."""

    kind: str
    name: str
    unit: Unit | None
    words: Mapping[str, str]


@transaction.atomic
def keep_template(facts: TemplateFacts, *, by: Post, template: DraftTemplate | None = None) -> DraftTemplate:
    """Make a template, or change one; drafts that began from it keep their words.

    Raises NotAllowed for whoever keeps none there, InvalidInputs for what it cannot hold.
    """
    found = template or DraftTemplate(organisation_id=by.organisation_id, made_by=by.person)
    if template is not None:
        _must_keep(template, by)
    found.kind, found.name, found.unit = facts.kind, facts.name, facts.unit
    _must_keep(found, by)
    found.words = {name: facts.words.get(name, "") for name in FIELDS[facts.kind]}
    _check(found)
    found.changed_at = clock.now()
    found.save()
    audit.note("template_kept", post=by, subject=f"template:{found.pk}", name=found.name, kind=found.kind)
    return found


@transaction.atomic
def drop_template(template: DraftTemplate, *, by: Post) -> None:
    """Take a template away; drafts that began from it stay."""
    _must_keep(template, by)
    audit.note("template_dropped", post=by, subject=f"template:{template.pk}", name=template.name)
    template.delete()


def words_of(item: Written) -> dict[str, str]:
    """The words of a draft as a template would hold them. Raises NotAllowed of a secret one."""
    if item.document.is_secret:
        raise NotAllowed(_("The words of a secret paper become no template."), source="ข้อ 29")
    wording = wording_of(item.document)
    if wording is None:
        return {}
    said = {name: getattr(wording, name, "") for name in FIELDS[item.process]}
    said |= {name: "\n".join(said[name]) for name in LISTS if name in said}
    if item.process == "memo":
        said["to"] = wording.addressee
    if item.process == "order":
        reason, power = (*wording.grounds, "", "")[:2]
        said |= {"reason": reason, "power": power, "order": wording.body}
    return {name: str(text) for name, text in said.items()}


def begun(
    template: DraftTemplate,
    post: Post,
    answers: Mapping[str, str],
    answered: IncomingLetter | None = None,
) -> dict[str, str]:
    """What the fields of the creating step hold: known names exchanged, and what was asked.

    Raises InvalidInputs where something that it asks was left out; `errors` by the name asked.
    """
    asked = merging.asked_in(template.texts())
    missing = [name for name in asked if not answers.get(name, "").strip()]
    if missing:
        raise InvalidInputs(errors={name: [_("The template asks this.")] for name in missing})
    known = _known(post, answered)
    return {
        name: merging.merged(template.words.get(name, ""), known, answers)
        for name in FIELDS[template.kind]
        if template.words.get(name)
    }


def _known(post: Post, answered: IncomingLetter | None) -> dict[str, str]:
    known = {
        "drafter": post.person.name,
        "position": post.position,
        "unit": post.unit.name if post.unit else "",
        "agency": post.organisation.name,
        "today": full_date(clock.today()),
    }
    if answered is not None and answered.document.is_open_to(post):
        paper = answered.document
        known |= {
            "reply_to": paper.reference,
            "reply_to_date": full_date(paper.dated_on) if paper.dated_on else "",
            "reply_to_sender": paper.sender_text,
        }
    return known


def _must_keep(template: DraftTemplate, by: Post) -> None:
    if template.is_kept_by(by):
        return
    if template.unit is None:
        roles = ", ".join(str(role.label) for role in KEEPERS)
        raise NotAllowed(_("Templates of the whole office are kept by: %(roles)s.") % {"roles": roles})
    raise NotAllowed(_("This template belongs to another unit."))


def _check(template: DraftTemplate) -> None:
    if template.unit is not None and template.unit.organisation_id != template.organisation_id:
        raise InvalidInputs(errors={"unit": [_("This unit belongs to another agency.")]})
    if not any(template.words.values()):
        raise InvalidInputs(errors={"name": [_("The template says nothing yet.")]})
    errors = {name: [_unknown(names)] for name, names in _unknown_names(template)}
    if errors:
        raise InvalidInputs(errors=errors)
    same = DraftTemplate.objects.filter(
        organisation=template.organisation_id, unit=template.unit, kind=template.kind, name=template.name
    )
    if same.exclude(pk=template.pk).exists():
        raise InvalidInputs(errors={"name": [_("There is a template of this name already.")]})


def _unknown_names(template: DraftTemplate) -> list[tuple[str, list[str]]]:
    found = [(name, merging.unknown_in([text])) for name, text in template.words.items()]
    return [(name, names) for name, names in found if names]


def _unknown(names: list[str]) -> str:
    told = {"names": ", ".join(f"{{{name}}}" for name in names)}
    told["known"] = ", ".join(f"{{{name}}}" for name in merging.KNOWN)
    told["asked"] = f"{{?{names[0]}}}"
    return _("%(names)s: no such field. Known: %(known)s. What is asked at use is written %(asked)s.") % told
