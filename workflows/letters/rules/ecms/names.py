"""Namespaces and element names (domain sheet 9.1)."""

from __future__ import annotations

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
WSA = "http://www.w3.org/2005/08/addressing"
RSM = "urn:th:gov:egif:data:standard:GovernmentDocument:1.0"
RAM = "urn:th:gov:egif:data:standard:ReusableAggregateBusinessInformationEntity:1"

OUTBOUND = "CorrespondenceLetterOutboundRequest"
INBOUND = "CorrespondenceLetterInboundRequest"
DELETE = "CorrespondenceLetterDeleteRequest"
DELETE_DOCUMENT = "CorrespondenceDeleteGovernmentDocumentRequest"
SPECIAL = "CorrespondenceLetterInboundSpecialRequest"
STATUS = "OutboundStatusRequest"
TIME = "TimeCheckRequest"
ORGANISATIONS = "GetOrganizationList"
MINISTRIES = "GetMinistryOrganizationList"
SECRET_CODES = "GetSecretCodes"  # noqa: S105 -- a request
SPEED_CODES = "GetSpeedCodes"
MIME_CODES = "GetMimeCodes"

#: What is only asked, with nothing to say.
BARE = frozenset({INBOUND, STATUS, TIME, ORGANISATIONS, MINISTRIES, SECRET_CODES, SPEED_CODES, MIME_CODES})
