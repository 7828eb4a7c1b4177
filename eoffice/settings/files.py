"""The kinds of files an office accepts unless EOFFICE_FILE_TYPES (media types, by spaces) says otherwise."""

from __future__ import annotations

FILE_TYPES_USUAL = " ".join(
    (
        "application/pdf image/png image/jpeg image/webp image/tiff text/plain text/csv application/zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.oasis.opendocument.text application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
        "application/msword application/vnd.ms-excel application/vnd.ms-powerpoint",
    )
)
