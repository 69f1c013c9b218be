"""The pages for everybody: home, explanation, contact, and what the machinery asks (theme, health, robots)."""

from itertools import groupby

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kern import thema
from kern.gebruikers.beleid import beleid, openbaar
from loket.rules.privacy import (
    JAREN_BEWAREN,
    MAANDEN_ANTWOORD,
    MAANDEN_VERLENGD,
    MAANDEN_ZONDER_BESLUIT,
    VRAAGT_ZELF,
)
from scholen.eigen import eigen_instelling
from scholen.models import Onderdeel, School, TlvSoort, Werkgebied
from scholen.onderdelen import uit_vandaag
from swv_portal.context import keuzes
from swv_portal.deelbeeld import png
from swv_portal.menu import menu_voor
from swv_portal.voorbeelden import voorbeelden
from toezicht.verwerkingsregister import register
from voorlichting.models import Rubriek
from voorlichting.talen import ANDERE, in_taal, taalpad
from voorlichting.vinden import nieuws_van, stukken, uitlegwoorden, vast

HOME = "Elk kind heeft recht op een goede plek op school. Wij helpen ouders en scholen om die plek te vinden."
EEN_DAG = 24 * 3600
EEN_JAAR = 365 * EEN_DAG


@require_safe
@beleid(openbaar)
def home(request: HttpRequest) -> HttpResponse:
    """The front door. Who is logged in goes on to the first page of his or her menu."""
    if request.user.is_authenticated and (items := menu_voor(request.user.rollen, "/", uit_vandaag(request)).items):
        return redirect(items[0].url)
    if request.user.is_authenticated and request.user.was_gezin:
        return redirect("gebruikers:geen_dossier")
    if Onderdeel.OPENBAAR in uit_vandaag(request):
        return redirect("account_login")
    swv = eigen_instelling(request).swv
    vandaag = timezone.localdate()
    gebieden = Werkgebied.objects.visible_to(request.user).filter(swv=swv).order_by("naam") if swv.pk else ()
    scholen = School.objects.visible_to(request.user).deelnemend(swv, vandaag).count() if swv.pk else 0
    context = {
        "werkgebieden": gebieden,
        "aantal_scholen": scholen,
        "missie": next(iter(stukken(request, Rubriek.OVER_ONS)), None),
        "nieuws": nieuws_van(request)[:3],
        "omschrijving": HOME,
    }
    return render(request, "openbaar/home.html", context)


@require_safe
@beleid(openbaar)
def ouders(request: HttpRequest) -> HttpResponse:
    return render(request, "openbaar/ouders.html", {"stukken": stukken(request, Rubriek.OUDERS)})


@require_safe
@beleid(openbaar)
def professionals(request: HttpRequest) -> HttpResponse:
    soorten = [TlvSoort(soort).label for soort in eigen_instelling(request).tlv_soorten]
    context = {"soorten": soorten, "stukken": stukken(request, Rubriek.PROFESSIONALS)}
    return render(request, "openbaar/professionals.html", context)


@require_safe
@beleid(openbaar)
@in_taal
def privacy(request: HttpRequest) -> HttpResponse:
    """Whom to ask, how long and what one may ask come from settings, rules and models; the rest may be of the SWV."""
    context = {
        "eigen": vast(request, "privacy"),
        "taalpad": taalpad(),
        "talen": ANDERE,
        "verwerkingen": [een for een in register() if een.verwerking.gezin],
        "jaren": JAREN_BEWAREN,
        "maanden": MAANDEN_ZONDER_BESLUIT,
        "antwoord": MAANDEN_ANTWOORD,
        "verlengd": MAANDEN_VERLENGD,
        "zelf": VRAAGT_ZELF,
    }
    return render(request, "openbaar/privacy.html", context)


@require_safe
@beleid(openbaar)
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    return render(request, "openbaar/toegankelijkheid.html", {"eigen": vast(request, "toegankelijkheid")})


@require_safe
@beleid(openbaar)
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "openbaar/contact.html", {"eigen": vast(request, "contact")})


@require_safe
@beleid(openbaar)
def woordenlijst(request: HttpRequest) -> HttpResponse:
    """The glossary, with the kinds of education that this SWV deals with."""
    letters = groupby(uitlegwoorden(request), key=lambda een: een.woord[:1].upper())
    return render(request, "openbaar/woorden.html", {"letters": [(letter, list(rijen)) for letter, rijen in letters]})


@require_safe
@beleid(openbaar)
def bouwstenen(request: HttpRequest) -> HttpResponse:
    """Every component once, for who builds pages. In production it does not exist."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    return render(request, "openbaar/bouwstenen.html", voorbeelden(request))


@require_safe
@beleid(openbaar)
def themablad(request: HttpRequest, vinger: str) -> HttpResponse:
    """The colours of this SWV. The address changes with the colours, so browsers may keep it for a year."""
    gekozen = keuzes(eigen_instelling(request).swv)
    if vinger != thema.vingerafdruk(gekozen):
        return HttpResponseRedirect(thema.adres(gekozen))
    antwoord = HttpResponse(thema.css(gekozen), content_type="text/css; charset=utf-8")
    antwoord["Cache-Control"] = f"public, max-age={EEN_JAAR}, immutable"
    return antwoord


@require_safe
@beleid(openbaar)
def deelbeeld(request: HttpRequest) -> HttpResponse:
    """The picture beside a link that somebody shares; kept for a day."""
    swv = eigen_instelling(request).swv
    antwoord = HttpResponse(png(swv.naam, swv.onderschrift, keuzes(swv)), content_type="image/png")
    antwoord["Cache-Control"] = f"public, max-age={EEN_DAG}"
    return antwoord


@require_safe
@cache_control(no_store=True)
@beleid(openbaar)
def leeft(request: HttpRequest) -> HttpResponse:
    """Whether the process answers; asks nobody else."""
    return HttpResponse("leeft\n", content_type="text/plain")


@require_safe
@cache_control(no_store=True)
@beleid(openbaar)
def klaar(request: HttpRequest) -> HttpResponse:
    """Whether the portal can work: the database answers and has all migrations. Says no more than yes or no."""
    try:
        migraties = MigrationExecutor(connection)
        bij = not migraties.migration_plan(migraties.loader.graph.leaf_nodes())
    except (DatabaseError, ImproperlyConfigured):
        bij = False
    return HttpResponse("klaar\n" if bij else "niet klaar\n", status=200 if bij else 503, content_type="text/plain")


@require_safe
@beleid(openbaar)
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the public pages of a real portal, and nothing of a demo."""
    dicht = settings.DEMO or settings.OEFENEN or eigen_instelling(request).swv.fictief
    dicht = dicht or Onderdeel.OPENBAAR in uit_vandaag(request)
    regel = "Disallow: /" if dicht else f"Allow: /\nSitemap: {settings.SITE_URL.rstrip('/')}/sitemap.xml"
    return HttpResponse(f"User-agent: *\n{regel}\n", content_type="text/plain")


@require_safe
@beleid(openbaar)
def favicon(request: HttpRequest) -> HttpResponse:
    """Some programs ask for /favicon.ico whatever the page says."""
    from django.templatetags.static import static

    return HttpResponsePermanentRedirect(static("img/favicon.svg"))
