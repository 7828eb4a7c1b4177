"""Accounts, posts, units and the agency, for its administrator; over the same actions as the pages."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from eoffice.api.fields import UnitOfHouseField, Words
from eoffice.api.shapes import PostShape, post_held
from eoffice.api.views import directory
from eoffice.api.views.asking import Acting, one_of
from eoffice.api.views.directory import Listing, UnitShape
from eoffice.common.filters import InstantsFilter
from eoffice.organisations.models import Unit
from eoffice.people.actions import accounts, duties, units
from eoffice.people.administration import GIVABLE, must_administer
from eoffice.people.models import AuditEvent, Clearance, Post, User
from workflows.engine.api.filters import IdFilter
from workflows.engine.api.shapes import Shape
from workflows.engine.inputs.fields import DayField


class ParticularsInputs(Shape):
    """What is known of a person."""

    title = Words(max_length=40, required=False, allow_blank=True)
    first_name = Words(max_length=80)
    last_name = Words(max_length=80, required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)
    phone = Words(max_length=40, required=False, allow_blank=True)


class DutiesInputs(Shape):
    """What a post consists of; the days are inclusive."""

    unit = UnitOfHouseField(required=False, allow_null=True)
    position = Words(max_length=120, required=False, allow_blank=True)
    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=[(role.value, role.label) for role in GIVABLE]),
        required=False,
        max_length=len(GIVABLE),
    )
    starts_on = DayField(required=False, allow_null=True)
    ends_on = DayField(required=False, allow_null=True)


class AccountInputs(ParticularsInputs):
    """A new person with a first post."""

    username = serializers.CharField(max_length=60)
    post = DutiesInputs()


class EndInputs(Shape):
    """The last day of a post."""

    ends_on = DayField()


class ClearanceInputs(Shape):
    """Up to which class, and by which order."""

    clearance = serializers.ChoiceField(choices=Clearance.choices)
    order_number = Words(max_length=60, required=False, allow_blank=True)


class AccountShape(Shape):
    """An account as its administrator sees it."""

    id = serializers.IntegerField(source="pk")
    username = serializers.CharField()
    title = serializers.CharField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    clearance = serializers.ChoiceField(choices=Clearance.choices)
    is_active = serializers.BooleanField()
    posts = PostShape(source="posts_here", many=True, help_text="Of the agency, past ones too.")


class NewAccountShape(Shape):
    """A new account, with the password that is told this once and must be changed at the first log-in."""

    account = AccountShape()
    one_time_password = serializers.CharField()


class PasswordShape(Shape):
    """A password that is told this once and must be changed at the next log-in."""

    one_time_password = serializers.CharField()


class UnitInputs(Shape):
    """What a unit is called, where it stands, whether it keeps a register."""

    name = Words(max_length=200)
    short_name = Words(max_length=60, required=False, allow_blank=True)
    parent = UnitOfHouseField(required=False, allow_null=True)
    keeps_own_book = serializers.BooleanField(required=False, default=False)


class AuditShape(Shape):
    """Something that an auditor may ask about and that is no step."""

    id = serializers.IntegerField(source="pk")
    at = serializers.DateTimeField()
    actor = serializers.CharField(source="actor.name", default=None, allow_null=True)
    action = serializers.CharField()
    subject = serializers.CharField()
    detail = serializers.DictField()
    address = serializers.CharField(allow_null=True)


class Administering(Acting):
    """A view of the administrator's: anybody else gets 403 before anything is looked at."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After the log-in, the role."""
        super().initial(request, *args, **kwargs)
        must_administer(post_held(request))

    def people(self) -> QuerySet[User]:
        """Everybody with a post, now or once, in the agency, with those posts."""
        posts = Post.objects.filter(organisation=self.by.organisation_id)
        shown = posts.select_related("organisation", "unit").prefetch_related("post_roles").order_by("pk")
        found: QuerySet[User] = User.objects.filter(pk__in=posts.values("person"))
        return found.prefetch_related(Prefetch("posts", shown, to_attr="posts_here"))

    def person(self, pk: int) -> User:
        """One of them. Raises Http404."""
        return one_of(self.people(), pk)

    def account(self, person: User) -> Any:
        """The account as it is now, shown."""
        return AccountShape(self.person(person.pk)).data


class AccountsView(Listing, Administering):
    """Accounts."""

    serializer_class = AccountShape
    ordering = ("first_name", "last_name", "pk")

    def get_queryset(self) -> QuerySet[User]:
        """Of the agency."""
        if getattr(self, "swagger_fake_view", False):
            nobody: QuerySet[User] = User.objects.none()
            return nobody
        return self.people()

    @extend_schema(
        operation_id="accounts_list", tags=["administration"], responses={200: AccountShape(many=True)}
    )
    def get(self, request: Request) -> Response:
        """Accounts of everybody with a post, now or once, in the agency."""
        return self.page(request)

    @extend_schema(
        operation_id="accounts_open",
        tags=["administration"],
        request=AccountInputs,
        responses={201: NewAccountShape},
    )
    def post(self, request: Request) -> Response:
        """Open an account with a first post. The password is told once."""
        told = self.told(AccountInputs)
        wanted = duties_of(told.pop("post"))
        username = told.pop("username")
        post, password = accounts.open_account(username, accounts.Particulars(**told), wanted, by=self.by)
        body = {"account": self.account(post.person), "one_time_password": password}
        return _secret(Response(body, status=status.HTTP_201_CREATED))


class AccountView(Administering):
    """One account."""

    @extend_schema(operation_id="accounts_retrieve", tags=["administration"], responses={200: AccountShape})
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """An account with its posts in the agency."""
        return Response(self.account(self.person(id)))

    @extend_schema(
        operation_id="accounts_correct",
        tags=["administration"],
        request=ParticularsInputs,
        responses={200: AccountShape},
    )
    def put(self, request: Request, id: int) -> Response:  # noqa: A002 -- as above
        """Correct name and addresses."""
        person = self.person(id)
        accounts.correct_particulars(person, accounts.Particulars(**self.told(ParticularsInputs)), by=self.by)
        return Response(self.account(person))


class AccountVerbView(Administering):
    """Closing an account, and opening it again."""

    verb: str = ""

    @extend_schema(tags=["administration"], request=None, responses={200: AccountShape})
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """Close the account at once (every session and token ends), or open it again."""
        person = self.person(id)
        getattr(accounts, self.verb)(person, by=self.by)
        return Response(self.account(person))


class PasswordView(Administering):
    """A forgotten password."""

    @extend_schema(
        operation_id="accounts_reset_password",
        tags=["administration"],
        request=None,
        responses={200: PasswordShape},
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """A one-time password in place of a forgotten one; every session and token ends."""
        password = accounts.reset_password(self.person(id), by=self.by)
        return _secret(Response(PasswordShape({"one_time_password": password}).data))


class ClearanceView(Administering):
    """Appointing for secret papers."""

    @extend_schema(
        operation_id="accounts_clearance",
        tags=["administration"],
        request=ClearanceInputs,
        responses={200: AccountShape},
    )
    def put(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """Appoint a person for papers up to a class, by order; never oneself."""
        person, told = self.person(id), self.told(ClearanceInputs)
        number = told.get("order_number", "")
        accounts.set_clearance(person, told["clearance"], order_number=number, by=self.by)
        return Response(self.account(person))


class PostsView(Administering):
    """Posts of a person."""

    @extend_schema(
        operation_id="posts_give", tags=["administration"], request=DutiesInputs, responses={201: PostShape}
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """A further post for somebody of the house."""
        person = self.person(id)
        post = duties.add_post(person, duties_of(self.told(DutiesInputs)), by=self.by)
        return Response(PostShape(post).data, status=status.HTTP_201_CREATED)


class PostView(Administering):
    """One post."""

    @extend_schema(
        operation_id="posts_change", tags=["administration"], request=DutiesInputs, responses={200: PostShape}
    )
    def put(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """Other duties from a day on: the post that then holds is answered."""
        post = duties.change_post(self._one(id), duties_of(self.told(DutiesInputs)), by=self.by)
        return Response(PostShape(self._one(post.pk)).data)

    def _one(self, pk: int) -> Post:
        posts = Post.objects.filter(organisation=self.by.organisation_id)
        return one_of(posts.select_related("person", "organisation", "unit"), pk)


class PostEndView(PostView):
    """Ending a post."""

    http_method_names = ["post", "options"]

    @extend_schema(
        operation_id="posts_end", tags=["administration"], request=EndInputs, responses={200: PostShape}
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """The post ends with a day; what it delegated or held in trust ends with it."""
        duties.end_post(self._one(id), on=self.told(EndInputs)["ends_on"], by=self.by)
        return Response(PostShape(self._one(id)).data)


class UnitsView(directory.UnitsView, Acting):
    """Units: read by everybody, made by the administrator."""

    @extend_schema(
        operation_id="units_create", tags=["administration"], request=UnitInputs, responses={201: UnitShape}
    )
    def post(self, request: Request) -> Response:
        """A new unit of the agency."""
        must_administer(self.by)
        unit = units.create_unit(units.UnitFacts(**self.told(UnitInputs)), by=self.by)
        return Response(UnitShape(unit).data, status=status.HTTP_201_CREATED)


class UnitView(Administering):
    """One unit."""

    @extend_schema(
        operation_id="units_change", tags=["administration"], request=UnitInputs, responses={200: UnitShape}
    )
    def put(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """Rename or move a unit."""
        unit = one_of(Unit.objects.filter(organisation=self.by.organisation_id), id)
        units.change_unit(unit, units.UnitFacts(**self.told(UnitInputs)), by=self.by)
        return Response(UnitShape(Unit.objects.get(pk=unit.pk)).data)


class UnitVerbView(Administering):
    """Closing a unit, and opening it again."""

    verb: str = ""

    @extend_schema(tags=["administration"], request=None, responses={200: UnitShape})
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """Nothing new goes to a closed unit; its register and its past stay."""
        unit = one_of(Unit.objects.filter(organisation=self.by.organisation_id), id)
        getattr(units, self.verb)(unit, by=self.by)
        return Response(UnitShape(Unit.objects.get(pk=unit.pk)).data)


class AuditFilters(django_filters.FilterSet):
    """By action, subject, person, time."""

    action = django_filters.CharFilter(max_length=40)
    subject = django_filters.CharFilter(max_length=120)
    actor = IdFilter(field_name="actor_id")
    at = InstantsFilter()


class AuditView(Listing):
    """Audit events."""

    serializer_class = AuditShape
    filterset_class = AuditFilters

    def get_queryset(self) -> QuerySet[AuditEvent]:
        """Of the agency, for its auditors and administrators; nobody else has any."""
        if getattr(self, "swagger_fake_view", False):
            return AuditEvent.objects.none()
        return AuditEvent.objects.visible_to(post_held(self.request)).select_related("actor")

    @extend_schema(
        operation_id="audit_events_list", tags=["administration"], responses={200: AuditShape(many=True)}
    )
    def get(self, request: Request) -> Response:
        """Log-ins, refusals, opened secrets, exports, changes by administrators; newest first."""
        return self.page(request)


def duties_of(told: dict[str, Any]) -> duties.Duties:
    """The duties that a body describes."""
    return duties.Duties(**{**told, "roles": tuple(told.get("roles", ()))})


def _secret(answer: Response) -> Response:
    answer["Cache-Control"] = "no-store"
    return answer
