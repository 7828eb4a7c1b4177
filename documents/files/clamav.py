"""Asking a ClamAV daemon about a file (its INSTREAM command over TCP)."""

from __future__ import annotations

import socket
from pathlib import Path

from django.utils.translation import gettext as _

from documents.files.errors import FileInfected, ScannerAway

_PIECE = 128 * 1024


def scan(path: Path, address: str) -> None:
    """Refuse a file in which ClamAV at `host:port` finds something, and any file while it does not answer."""
    host, _colon, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=30) as talk:
            talk.sendall(b"zINSTREAM\0")
            with path.open("rb") as file:
                while piece := file.read(_PIECE):
                    talk.sendall(len(piece).to_bytes(4, "big") + piece)
            talk.sendall(b"\0\0\0\0")
            answer = _answer(talk)
    except OSError as error:
        raise ScannerAway(_("The virus scanner does not answer. Try again in a moment.")) from error
    if answer.endswith("FOUND"):
        raise FileInfected(_("The virus scanner refuses this file."))
    if not answer.endswith("OK"):
        raise ScannerAway(_("The virus scanner could not check the file. Try again in a moment."))


def _answer(talk: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096:
        piece = talk.recv(4096)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
