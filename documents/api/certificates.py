"""Certificates, trusted issuers and what is known of signatures, for API clients."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from documents.actions import certificates
from documents.actions.looking import signatures_in
from documents.api.asking import post_of
from documents.api.files import seen
from documents.api.shapes import Shape
from documents.models import Certificate, FileRecord, Trusted
from documents.signing.errors import NoCertificate
from documents.signing.keys import MOST_BYTES
from eoffice.organisations.settings_of import settings_of
from eoffice.people.administration import must_administer


class CertificateShape(Shape):
    """A certificate that signs. Its key and passphrase are never told."""

    subject = serializers.CharField()
    issuer = serializers.CharField()
    serial = serializers.CharField(help_text="Hexadecimal.")
    not_before = serializers.DateTimeField()
    not_after = serializers.DateTimeField()


class CertificateInputs(serializers.Serializer[Any]):
    """A PKCS#12 file and what opens it."""

    file = serializers.FileField(allow_empty_file=True)
    passphrase = serializers.CharField(
        max_length=500, trim_whitespace=False, required=False, allow_blank=True, default="", write_only=True
    )


class TrustedShape(Shape):
    """An issuer's root, or a list of what was revoked."""

    id = serializers.IntegerField(source="pk")
    sort = serializers.ChoiceField(choices=Trusted.Sort.choices)
    subject = serializers.CharField()
    fingerprint = serializers.CharField(help_text="SHA-256.")
    not_after = serializers.DateTimeField(allow_null=True)


class TrustInputs(serializers.Serializer[Any]):
    """PEM or DER."""

    file = serializers.FileField(allow_empty_file=True)


class TrustedList(Shape):
    """All of them; the list is whole."""

    results = TrustedShape(many=True)
    next = serializers.CharField(allow_null=True)


class LevelShape(Shape):
    """What the office asks of signatures."""

    certificate_for = serializers.ListField(
        child=serializers.ChoiceField(choices=[(one, one) for one in certificates.CERTIFIABLE])
    )
    timestamps = serializers.CharField(allow_blank=True, max_length=300, help_text="RFC 3161; empty: none.")


class FoundShape(Shape):
    """One signature in a file."""

    field = serializers.CharField()
    subject = serializers.CharField()
    issuer = serializers.CharField()
    serial = serializers.CharField()
    signed_at = serializers.CharField(help_text="As the signer's machine said; ISO 8601 or empty.")
    stamped_at = serializers.CharField(help_text="As a trusted timestamp server said; ISO 8601 or empty.")
    intact = serializers.BooleanField()
    covers_all = serializers.BooleanField()
    changed_after = serializers.BooleanField(help_text="By more than another signature.")
    trusted = serializers.BooleanField(help_text="Leads to an issuer that the agency trusts.")
    revoked = serializers.BooleanField()
    expired = serializers.BooleanField(help_text="The certificate did not hold when it signed.")
    ended = serializers.BooleanField(help_text="It led there when it signed, and has ended since.")
    readable = serializers.BooleanField()


class SignaturesShape(Shape):
    """What is known of the signatures in a file."""

    checked_at = serializers.DateTimeField()
    fault = serializers.CharField(help_text="Why they can't be looked at; else empty.")
    found = FoundShape(many=True)


class OwnCertificateView(GenericAPIView[Certificate]):
    """One's own certificate."""

    serializer_class = CertificateShape
    parser_classes = (MultiPartParser,)
    of = certificates.OWN

    @extend_schema(tags=["signatures"], responses={200: CertificateShape})
    def get(self, request: Request) -> Response:
        """Whose it is and how long it holds; 422 `no_certificate` where there is none."""
        post = post_of(request)
        rows = Certificate.objects.visible_to(post)
        seal = self.of == certificates.SEAL
        found = rows.seal_of(post.organisation) if seal else rows.of_person(post.person)
        if found is None:
            raise NoCertificate
        return Response(CertificateShape(found).data)

    @extend_schema(tags=["signatures"], request=CertificateInputs, responses={200: CertificateShape})
    def put(self, request: Request) -> Response:
        """Keep it, in place of the one before. The passphrase is asked at each signing and kept nowhere."""
        asked = CertificateInputs(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data["file"].read(MOST_BYTES + 1)
        passphrase = asked.validated_data["passphrase"]
        if self.of == certificates.SEAL:
            kept = certificates.keep_seal(data, passphrase, by=post_of(request))
        else:
            kept = certificates.keep_own(data, passphrase, post=post_of(request))
        return Response(CertificateShape(kept).data)

    @extend_schema(tags=["signatures"], responses={204: None})
    def delete(self, request: Request) -> Response:
        """Forget it, key and all."""
        if self.of == certificates.SEAL:
            certificates.remove_seal(by=post_of(request))
        else:
            certificates.remove_own(post=post_of(request))
        return Response(status=204)


class SealView(OwnCertificateView):
    """The agency's seal."""

    of = certificates.SEAL


class TrustedView(GenericAPIView[Trusted]):
    """Whom the agency trusts."""

    serializer_class = TrustedShape
    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="trusted", tags=["signatures"], responses={200: TrustedList})
    def get(self, request: Request) -> Response:
        """Roots and lists of revoked certificates."""
        rows = Trusted.objects.filter(organisation=post_of(request).organisation_id)
        return Response(TrustedList({"results": rows, "next": None}).data)

    @extend_schema(
        operation_id="trust", tags=["signatures"], request=TrustInputs, responses={200: TrustedList}
    )
    def post(self, request: Request) -> Response:
        """Add what a file holds."""
        must_administer(post_of(request))
        asked = TrustInputs(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data["file"].read(certificates.LARGEST + 1)
        certificates.trust(data, by=post_of(request))
        return self.get(request)


class LevelView(GenericAPIView[Any]):
    """What the office asks of signatures."""

    serializer_class = LevelShape

    @extend_schema(operation_id="signing_level", tags=["signatures"], responses={200: LevelShape})
    def get(self, request: Request) -> Response:
        """Which papers are signed with a certificate at least, and who tells the time."""
        return Response(LevelShape(settings_of(post_of(request).organisation)).data)

    @extend_schema(
        operation_id="signing_level_change",
        tags=["signatures"],
        request=LevelShape,
        responses={200: LevelShape},
    )
    def put(self, request: Request) -> Response:
        """Decide anew."""
        must_administer(post_of(request))
        asked = LevelShape(data=request.data)
        asked.is_valid(raise_exception=True)
        told = asked.validated_data
        certificates.decide(told["certificate_for"], told["timestamps"], by=post_of(request))
        return Response(LevelShape(told).data)


class SignaturesView(GenericAPIView[FileRecord]):
    """The signatures in a file."""

    serializer_class = SignaturesShape

    @extend_schema(
        operation_id="file_signatures", tags=["files", "signatures"], responses={200: SignaturesShape}
    )
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the address
        """Who signed it, whether it is unchanged, and whether the issuer is known to the agency."""
        post = post_of(request)
        return Response(SignaturesShape(signatures_in(seen(id, post).blob, post.organisation_id)).data)
