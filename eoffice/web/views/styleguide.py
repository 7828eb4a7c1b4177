"""Every component on one page, for whoever builds pages; shown to developers and tests only."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from eoffice.common import clock


class SampleForm(forms.Form):
    """One field of each kind."""

    subject = forms.CharField(label="เรื่อง", help_text="อย่างที่พิมพ์ไว้บนหนังสือ")
    dated_on = forms.CharField(label="ลงวันที่", help_text="20/11/69 · 201169 · ๒๐ พ.ย. ๖๙ · วันนี้ · -1")
    speed = forms.ChoiceField(
        label="ชั้นความเร็ว", choices=[("normal", "ปกติ"), ("urgent", "ด่วน"), ("most_urgent", "ด่วนที่สุด")]
    )
    channel = forms.ChoiceField(
        label="ได้รับทาง", choices=[("post", "ไปรษณีย์"), ("hand", "ถือมาส่ง")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="หมายเหตุ", required=False, widget=forms.Textarea)
    paper_follows = forms.BooleanField(label="ฉบับกระดาษตามมาภายหลัง", required=False)


def show(request: HttpRequest) -> HttpResponse:
    """The style guide."""
    if not (settings.DEBUG or settings.STYLEGUIDE):
        raise Http404
    now = clock.now()
    hours = [-80, -2, 2, 20, 70, 24 * 20]
    context = {
        "form": SampleForm(),
        "wrong": SampleForm({"dated_on": "31/2/69"}),
        "dues": [now + dt.timedelta(hours=count) for count in hours],
        "points": sample_life(now),
        "uses_year": True,
        "state_classes": ["draft", "active", "paused", "done", "cancelled", "void"],
    }
    return render(request, "web/styleguide.html", context)


def sample_life(now: dt.datetime) -> list[dict[str, object]]:
    """A letter half-way through its life."""
    ago = [now - dt.timedelta(hours=hours) for hours in (30, 28, 26, 4)]
    return [
        {"label": "ตรวจรับแล้ว", "kind": "passed", "at": ago[0], "worked": "12 นาที"},
        {"label": "ลงรับแล้ว", "kind": "passed", "at": ago[1], "worked": "1 ชม. 40 นาที"},
        {"label": "เสนอแล้ว", "kind": "passed", "at": ago[2], "worked": "4 ชม."},
        {"label": "สั่งการแล้ว", "kind": "now", "at": ago[3], "who": "รอ นางสาวมาลี ศรีสุข"},
        {"label": "ดำเนินการแล้ว", "kind": "ahead"},
        {"label": "ปิดเรื่อง", "kind": "closed", "why": _("A lead officer has not reported yet.")},
    ]
