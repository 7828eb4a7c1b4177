"""Why something is not signed with a certificate, each with its sentence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eoffice.common.errors import InvalidInputs, RuleBroken


class CertificateRefused(InvalidInputs):
    """The file or the certificate in it can't be signed with; told at the field that brought it."""

    code = "certificate_refused"
    title = _("This certificate cannot be used")
    field = "certificate"

    def __init__(self, detail: object = "", *, field: str = "", **more: object) -> None:
        said = detail or self.title
        super().__init__(
            said, errors={field or self.field: [str(said)]}, source="พ.ร.บ. ธุรกรรมทางอิเล็กทรอนิกส์ ม.26, 28"
        )
        self.about = more


class NotPkcs12(CertificateRefused):
    """No PKCS#12 file, or a damaged one."""

    code = "certificate_unreadable"
    title = _("This is no certificate file (.p12 or .pfx), or it is damaged. Export it anew.")


class WrongPassphrase(CertificateRefused):
    """The file does not open."""

    code = "wrong_passphrase"
    title = _("The passphrase does not open the certificate.")
    field = "passphrase"


class TooSlow(CertificateRefused):
    """It was not open in time: made to keep the machine busy, or the machine is busy."""

    code = "certificate_too_slow"
    title = _("The certificate file takes too long to open. Try again in a while, or export it anew.")


class NotForSigning(CertificateRefused):
    """A certificate for something else, or without its key."""

    code = "not_a_signing_certificate"
    title = _("This certificate is not made for signing documents. Ask its issuer for a signing certificate.")


class Expired(CertificateRefused):
    """Its time is over."""

    code = "certificate_expired"
    title = _("The certificate has expired. Upload the new one before signing.")


class NotYetValid(CertificateRefused):
    """Its time has not come."""

    code = "certificate_not_yet_valid"
    title = _("The certificate is not valid yet. Wait for its first day, or use another one.")


class Revoked(CertificateRefused):
    """Its issuer took it back."""

    code = "certificate_revoked"
    title = _("The certificate was revoked by its issuer. It signs nothing any more.")


class NoCertificate(CertificateRefused):
    """None was uploaded."""

    code = "no_certificate"
    title = _("There is no certificate to sign with. Upload it on the page of your account first.")


class LevelTooLow(CertificateRefused):
    """The office wants more than a password."""

    code = "certificate_required"
    title = _("This office signs papers of this kind with a certificate. Choose one and give its passphrase.")


class Unsignable(RuleBroken):
    """The PDF can't take a signature."""

    code = "pdf_unsignable"
    title = _("The PDF can't be signed")


class SignatureBroken(RuleBroken):
    """What was signed did not stand its own check; nothing was kept."""

    code = "signature_not_valid"
    title = _("The signature did not pass the check after signing. Nothing was signed; please try again.")


class NoTimestamp(RuleBroken):
    """The server of trusted time gave no answer."""

    code = "timestamp_unavailable"
    status = 503
    title = _("The timestamp server does not answer. Nothing was signed; try again in a while.")
