"""The first page of everyone, and the phone's list of all pages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def work(request: HttpRequest) -> HttpResponse:
    """My work: what waits for me, by time left."""
    return render(request, "web/work.html")


@login_required
def more(request: HttpRequest) -> HttpResponse:
    """Everything the rail holds, for phones."""
    return render(request, "web/more.html")
