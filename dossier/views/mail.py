"""How often this reader wants a mail that says that something waits; what has a last day is always mailed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.post.actions import mailkeuze_van
from loket.actions.mailkeuze import mailkeuze_maken
from loket.forms.mailkeuze import MailkeuzeForm


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.DOSSIER_LEZEN)
def mailkeuze(request: Verzoek) -> HttpResponse:
    """Choose it, and see what was chosen."""
    keuze = mailkeuze_van(request.user)
    begin = {"hoe_vaak": keuze.hoe_vaak, "uur": keuze.uur} if keuze else {"hoe_vaak": "eens"}
    form = MailkeuzeForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        mailkeuze_maken(door=request.user, op=timezone.now(), **form.cleaned_data)
        messages.success(request, gettext("Bewaard. Dit geldt vanaf nu."))
        return redirect("dossier:mailkeuze")
    return render(request, "dossier/mailkeuze.html", {"form": form, "email": request.user.email})
