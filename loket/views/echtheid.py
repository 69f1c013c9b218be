"""The public page where the holder of a letter sees whether it is genuine. Names nobody, nor what the letter is."""

from __future__ import annotations

from allauth.core.internal.ratelimit import consume
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from kern.formulieren.ontvangen import Hoogstens
from kern.gebruikers.beleid import beleid, openbaar
from loket.actions import echtheid
from loket.forms.echtheid import MAX_BYTES, CodeDatumForm, CodeForm, PdfForm
from loket.rules.echtheid import Oordeel

GRENZEN = {"echt": "10/m/ip,60/h/ip,600/m/key"}
"""A code has 40 bits: with this nobody finds one by trying, also not from many addresses."""


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(openbaar)
def echt(request: HttpRequest) -> HttpResponse:
    """By the code and the date on the letter."""
    form = CodeDatumForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _pagina(request, form)
    gegeven = form.cleaned_data
    return _te_vaak(request) or _uitslag(
        request, echtheid.controleren_met_datum(gegeven["code"], gegeven["datum"], op=timezone.now())
    )


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(openbaar)
def echt_qr(request: HttpRequest, controle_id: str) -> HttpResponse:
    """Where the QR code leads: the same for every id, also for one that we never gave."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _pagina(request, form, qr=True)
    code = form.cleaned_data["code"]
    return _te_vaak(request) or _uitslag(
        request, echtheid.controleren_met_qr(controle_id, code, op=timezone.now()), qr=True
    )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(openbaar)
def echt_pdf(request: HttpRequest) -> HttpResponse:
    """By the file itself. Nothing of a request is read before it is counted; only then its token is looked at.

    Each counts, also without a file or with one that is too large: who sends those keeps a server busy as well.
    """
    if request.method == "POST":
        request.upload_handlers.insert(0, Hoogstens(MAX_BYTES, request))
        if te_vaak := _te_vaak(request):
            return te_vaak
    antwoord: HttpResponse = _echt_pdf(request)
    return antwoord


@csrf_protect
def _echt_pdf(request: HttpRequest) -> HttpResponse:
    form = PdfForm(request.POST, request.FILES) if request.method == "POST" else PdfForm()
    if not form.is_valid():
        return render(request, "loket/echt_pdf.html", {"form": form})
    stukken = form.cleaned_data["pdf"].chunks()
    return _uitslag(request, echtheid.controleren_pdf(stukken, op=timezone.now()), pdf=True)


def _pagina(request: HttpRequest, form: forms.Form, **meer: bool) -> HttpResponse:
    return render(request, "loket/echt.html", {"form": form, **meer})


def _uitslag(request: HttpRequest, uitslag: Oordeel | None, **meer: bool) -> HttpResponse:
    return render(request, "loket/echt_uitslag.html", {"uitslag": uitslag, **meer})


def _te_vaak(request: HttpRequest) -> HttpResponse | None:
    """None when this check may be done; each counts, whatever comes out."""
    if consume(request, app="loket", action="echt", config=GRENZEN, key="allen"):
        return None
    return render(request, "429.html", status=429)
