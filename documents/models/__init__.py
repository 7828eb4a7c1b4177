"""What is written and kept: documents, their files, registers and numbers, retention classes."""

from documents.models.certificate import Certificate, SignatureCheck, Trusted
from documents.models.document import Document, DocumentAccess, DocumentFile, Party
from documents.models.file import FileRecord, StoredFile
from documents.models.public import PublicCode
from documents.models.register import (
    Register,
    RegisterChange,
    RegisterCounter,
    RegisterEntry,
    Row,
)
from documents.models.retention import RetentionClass
from documents.models.text import DocumentText, Signature

__all__ = [
    "Certificate",
    "Document",
    "DocumentAccess",
    "DocumentFile",
    "DocumentText",
    "FileRecord",
    "Party",
    "PublicCode",
    "Register",
    "RegisterChange",
    "RegisterCounter",
    "RegisterEntry",
    "RetentionClass",
    "Row",
    "Signature",
    "SignatureCheck",
    "StoredFile",
    "Trusted",
]
