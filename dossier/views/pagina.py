"""The page of one case, and the list of cases: where are we, what comes next, by when, whom can I call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from dossier import rules, scopes
from dossier.rules import teksten
from dossier.rules.gezien import gezien as gezien_per_dag
from dossier.rules.hulp import TEKSTEN as HULP
from dossier.rules.hulp import TEKSTEN_JE as HULP_JE
from dossier.rules.nieuw import NIEUW, Iets
from dossier.rules.thuis import TEKSTEN as THUIS
from dossier.rules.thuis import TEKSTEN_JE as THUIS_JE
from dossier.rules.verloop import GEBEURD, gevolg
from dossier.rules.wachttijd import in_zinnen, wachttijd
from dossier.rules.woorden import uitgelegd
from dossier.scopes.afspraken import Afspraak
from dossier.scopes.brieven import BESLISSING, BESLUIT, BEZWAAR, ZAAK
from dossier.scopes.gevraagd import Uitnodiging
from dossier.scopes.hulp import Hulp
from dossier.scopes.nieuw import MENING, nieuw
from dossier.scopes.pagina import Pagina
from dossier.scopes.pagina import pagina as lees_pagina
from dossier.scopes.thuis import Regel, alle_thuis
from kern.brieven.talen import NEDERLANDS
from kern.brieven.zinnen import Nederlands, Nummer, Weekdag, Zin
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.models import Zienswijze
from loket.rules.termijn import WETTELIJK_WEKEN
from loket.rules.terugblik import wordt_gevraagd
from loket.uitleg.vertaling import NIET_NAGEKEKEN
from loket.views.gevraagd import wacht_op
from loket.views.tijdlijn import gebeurtenissen_van
from scholen.actions.taal import taal_kiezen
from scholen.middleware import onthouden

from .afspraken import afspraak
from .hulp import hulpregel
from .zeggen import Zeg, taalcontext

MEEKIJKEN = Permissie.DOSSIER_MEEKIJKEN
LOOPT = {"ingediend", "wacht_op_school", "deskundigen", "zienswijze", "besluit"}
GEBEURTENIS = dict.fromkeys(("besluit", "weer", "intrekking"), "brief") | {
    "zaak:zienswijze": "zienswijze",
    "zaak:doorzending": "doorgezonden",
    "beslissing": "op_bezwaar",
}
"""Letters that tell of an event, with the name of that event in the timeline."""

PAGINA = {BESLUIT: "brief", ZAAK: "brief", BESLISSING: "bezwaarbrief", BEZWAAR: "bezwaarbrief"}
"""The page on which a letter is read."""


@beleid(Permissie.DOSSIER_LEZEN, MEEKIJKEN)
def dossiers(request: Verzoek) -> HttpResponse:
    """All children and cases of this reader and of who is helped; straight to the only one when there is one."""
    zaken, mee = scopes.zaken(request.user), scopes.zaken(request.user, MEEKIJKEN)
    kinderen = list(scopes.kinderen(request.user))
    afspraken = scopes.afspraken(request.user)
    hulp = scopes.alle_hulp(request.user)
    thuis = alle_thuis(request.user)
    elders = {een.kind.pk for een in afspraken} | {kind for kind, _ in hulp} | {*thuis}
    elders -= {zaak.aanvraag.leerling_id for zaak in zaken}
    schrijft = any(kind.school_schrijft for kind in kinderen)
    if len(zaken) + len(mee) == 1 and not elders and not schrijft:
        return redirect("dossier:dossier", (zaken + mee)[0].aanvraag.public_id)
    vandaag = timezone.localdate()
    zeg = Zeg(get_language() or NEDERLANDS)
    nieuws = nieuw(request.user, [zaak.aanvraag for zaak in zaken], afspraken)
    gevraagd = scopes.meningen(request.user, [zaak.aanvraag for zaak in zaken])
    context = taalcontext(zeg.taal) | {
        "t": zeg.namen(teksten.TEKSTEN),
        "regels": [
            _regel(zeg, zaak, gevraagd.get(zaak.aanvraag.pk), vandaag)
            | {"nieuw": [zeg(_naam(een)) for een in nieuws[zaak.aanvraag.pk]]}
            for zaak in zaken
        ]
        + [_regel(zeg, zaak, None, vandaag) | {"mee": _met_wie(request, zeg, zaak)} for zaak in mee],
        "geschreven": [
            (
                zeg(teksten.SCHOOL_MAAKT.met(kind=kind.roepnaam)),
                kind.public_id,
                zeg(NIEUW["antwoord"]) if kind.school_antwoordde else "",
            )
            for kind in kinderen
            if kind.school_schrijft
        ],
        "thuis_kan": request.user.heeft(Permissie.THUISZITTER_DOORGEVEN),
        "kinderen": kinderen,
        "geen_kind": not kinderen and not zaken and not mee,
        "je": (je := {*request.user.rollen} == {Rol.LEERLING}),
        **_ernaast(zeg, afspraken, [een for _, een in hulp], [*thuis.values()], je=je),
    }
    return render(request, "dossier/dossiers.html", context)


def _stapel(papieren: Sequence[Any]) -> dict[str, Any]:
    return {"papieren": papieren[: teksten.HOOGSTENS], "meer_papieren": len(papieren) > teksten.HOOGSTENS}


def _titel(zeg: Zeg, roepnaam: str) -> dict[str, Any]:
    titel = zeg(teksten.TITEL.met(kind=roepnaam))
    return {"titel": titel, "kale_titel": strip_tags(titel)}


def _ernaast(
    zeg: Zeg, afspraken: Sequence[Afspraak], hulp: Sequence[Hulp], thuis: Sequence[Regel], *, je: bool
) -> dict[str, Any]:
    """What there is beside an aanvraag: agreements about help, help, and the plan for school."""
    return {
        "a": zeg.namen(teksten.AFSPRAKEN),
        "afspraken": [afspraak(zeg, een) for een in afspraken],
        "h": zeg.namen(HULP_JE if je else HULP),
        "hulp": [hulpregel(zeg, een) for een in hulp],
        "th": zeg.namen(THUIS_JE if je else THUIS),
        "thuis": thuis,
    }


@beleid(Permissie.DOSSIER_LEZEN, MEEKIJKEN)
def dossier(request: Verzoek, public_id: str) -> HttpResponse:
    """One case: the sentence of now, what you can do, the steps, the papers, whom to call, who can see it.

    Who looks along reads where it stands and the papers; there is nothing to do, and of other people nothing to see.
    """
    vandaag = timezone.localdate()
    gelezen = _lezen(request, public_id, vandaag)
    aanvraag = gelezen.zaak.aanvraag
    toegang = scopes.toegang_tot(request.user, public_id)
    zeg = _zeg(request, gelezen.taal)
    assert aanvraag.leerling is not None
    zelf = aanvraag.leerling.gebruiker_id == request.user.pk
    context = taalcontext(zeg.taal) | {
        "zaak": gelezen.zaak,
        "aanvraag": aanvraag,
        "toegang": toegang,
        "mee": _mee(zeg, toegang) if toegang else (),
        "voorbereiden": toegang and toegang.mag_mening and any(een.soort in MENING for een in gelezen.zaak.brieven),
        "zienswijze": gelezen.zienswijze,
        "mening_kan": wacht_op(gelezen.zienswijze),
        "thuis_kan": request.user.heeft(Permissie.THUISZITTER_DOORGEVEN),
        "toestemming_kan": gelezen.wacht_op_toestemming,
        "terugblik": gelezen.zaak.klaar
        and not gelezen.terugblik_gedaan
        and wordt_gevraagd(gelezen.zaak.klaar, vandaag),
        "t": zeg.namen(teksten.TEKSTEN),
        "o": zeg.namen(teksten.OVERLEG),
        "niet_nagekeken": "" if gelezen.nagekeken else zeg(NIET_NAGEKEKEN),
        **_ernaast(zeg, gelezen.afspraken, gelezen.hulp, gelezen.thuis, je=zelf),
        "overleggen": [(een, *_overleg(zeg, een)) for een in gelezen.uitnodigingen],
        **_titel(zeg, aanvraag.leerling.roepnaam),
        "nummer": zeg(teksten.NUMMER.met(nummer=Nummer(aanvraag.kenmerk))),
        "nieuw": [(zeg(_naam(een)), een.adres, zeg.dag(timezone.localdate(een.op))) for een in gelezen.nieuw],
        **_stapel(_papieren(zeg, gelezen)),
        **_stand(zeg, gelezen, vandaag),
        **_wie(zeg, gelezen),
    }
    return render(request, "dossier/dossier.html", context)


@beleid(Permissie.DOSSIER_LEZEN, MEEKIJKEN)
def alles(request: Verzoek, public_id: str) -> HttpResponse:
    """Everything that happened in a case and all its papers, for when there is more than fits the page itself."""
    vandaag = timezone.localdate()
    gelezen = _lezen(request, public_id, vandaag)
    zeg = _zeg(request, gelezen.taal)
    context = taalcontext(zeg.taal) | {
        "aanvraag": gelezen.zaak.aanvraag,
        "t": zeg.namen(teksten.TEKSTEN),
        "verloop": _verloop(zeg, gelezen, scopes.feiten(gelezen.zaak, vandaag)),
        "papieren": _papieren(zeg, gelezen),
    }
    return render(request, "dossier/alles.html", context)


@require_POST
@beleid(Permissie.DOSSIER_LEZEN)
def taal(request: Verzoek, public_id: str) -> HttpResponse:
    """Keep the language in which this reader has the page, and explanations of letters from now on."""
    if not scopes.zichtbaar(request.user).filter(public_id=public_id).exists():
        raise Http404
    try:
        taal_kiezen(door=request.user, op=timezone.now(), taal=(gekozen := request.POST.get("taal", "")))
    except NietMogelijk as reden:
        raise Http404 from reden
    onthouden(request, gekozen)
    return redirect("dossier:dossier", public_id)


def _zeg(request: Verzoek, taal: str) -> Zeg:
    """The language as it is kept; chosen on another device, this session follows."""
    if taal != get_language():
        onthouden(request, taal)
    return Zeg(taal)


def _lezen(request: Verzoek, public_id: str, vandaag: date) -> Pagina:
    """The page as this reader may have it, with a line of who looked. Raises Http404."""
    recht = scopes.recht_op(request.user, public_id)
    gelezen = lees_pagina(request.user, public_id, vandaag, recht)
    if gelezen is None:
        raise Http404
    rol = Rol.HELPER if recht == MEEKIJKEN else ""
    gezien(gelezen.zaak.aanvraag, door=request.user, op=timezone.now(), wat="dossier_gezien", rol=rol)
    return gelezen


def _met_wie(request: Verzoek, zeg: Zeg, zaak: scopes.Zaak) -> str:
    toegang = scopes.toegang_tot(request.user, zaak.aanvraag.public_id)
    return zeg.waarde(Nederlands(f"U kijkt mee met {toegang.van_wie}")) if toegang else ""


def _mee(zeg: Zeg, toegang: scopes.Helpertoegang) -> tuple[str, str]:
    """For who looks along, in Dutch: with whom, and until when and how far."""
    wie, tot = toegang.van_wie, zeg.dag(toegang.tot)
    kort = f"Dat mag tot en met {tot}. U leest waar het staat, en de brieven."
    return f"U kijkt mee met {wie}", f"{kort} Reageren doet {wie} zelf. Wat u leest, blijft onder u."


def _naam(iets: Iets) -> Zin:
    """What a thing that is new is called: a letter as among the papers."""
    return NIEUW.get(iets.wat) or teksten.BRIEVEN[iets.wat]


def _regel(zeg: Zeg, zaak: scopes.Zaak, zienswijze: Zienswijze | None, vandaag: date) -> dict[str, Any]:
    """A case on the list: how it stands, and until when this reader can still say what he thinks."""
    aanvraag = zaak.aanvraag
    assert aanvraag.leerling is not None
    school = rules.DE_SCHOOL if zaak.afgeschermd else Nederlands(zaak.school)
    van = teksten.AANVRAAG_VAN.met(nummer=Nummer(aanvraag.kenmerk), school=school)
    kan = zienswijze is not None and wacht_op(zienswijze) and zienswijze.uiterlijk >= vandaag
    return {
        "kind": aanvraag.leerling.roepnaam,
        "adres": reverse("dossier:dossier", args=[aanvraag.public_id]),
        "nu": zeg(rules.toestand(scopes.feiten(zaak, vandaag, zienswijze)).nu),
        "van": zeg(van.met(dag=aanvraag.ontvangstdatum or vandaag)),
        "reageren": zeg(teksten.REAGEREN.met(dag=Weekdag(zienswijze.uiterlijk))) if kan and zienswijze else "",
    }


def _bezwaar_per_brief(gelezen: Pagina, tot: date, vandaag: date) -> tuple[Zin, ...]:
    zaak, swv = gelezen.zaak.aanvraag, gelezen.zaak.aanvraag.swv
    return rules.bezwaar_per_brief(
        tot,
        vandaag,
        adres=f"{swv.naam}, {swv.schrijfadres}",
        mail=swv.bezwaar_email or swv.email,
        nummer=zaak.kenmerk or "",
    )


def _stand(zeg: Zeg, gelezen: Pagina, vandaag: date) -> dict[str, Any]:
    """Where it stands, what can be done, the steps and how long it takes; hard words explained at their first use."""
    feiten = scopes.feiten(gelezen.zaak, vandaag, gelezen.zienswijze)
    stand = rules.toestand(feiten)
    if any(een.wacht_op_mij for een in gelezen.afspraken):
        stand = rules.akkoord_gevraagd(stand)
    if any(een.wacht_op_antwoord for een in gelezen.uitnodigingen):
        stand = rules.uitgenodigd(stand)
    actie = stand.actie
    bezwaar: tuple[Zin, ...] = ()
    if wacht_op(gelezen.zienswijze) and gelezen.zienswijze and gelezen.zienswijze.ronde.intrekking_id:
        actie = rules.intrekking_gevraagd(gelezen.zienswijze.uiterlijk, vandaag)
    if gelezen.zaak.brief and not gelezen.zaak.bezwaarbrief and stand.bezwaar_tot:
        bezwaar = rules.bezwaar_kan(stand.bezwaar_tot, vandaag)
    elif gelezen.zaak.antwoord and stand.bezwaar_tot:
        bezwaar = _bezwaar_per_brief(gelezen, stand.bezwaar_tot, vandaag)
    stappen, verloop = rules.stappen(feiten, stand.stap), _verloop(zeg, gelezen, feiten)
    al: set[str] = set()
    woorden = {
        naam: zeg.woorden(uitgelegd(zinnen, al))
        for naam, zinnen in (
            ("nu", (stand.nu, *stand.daarna)),
            ("doen", (*actie, *bezwaar)),
            ("stappen", [zin for stap in stappen for zin in (stap.titel, stap.meer) if zin]),
        )
    }
    return {
        "nu": zeg(stand.nu),
        "daarna": zeg.alle(stand.daarna),
        "acties": zeg.alle(actie),
        "bezwaar": zeg.alle(bezwaar),
        "woorden": woorden,
        "stappen": [
            (een.stand, zeg(een.titel), zeg.dag(een.wanneer), zeg(een.meer) if een.meer else "") for een in stappen
        ],
        "periode": _periode(zeg, gelezen.zaak),
        **_duur(zeg, gelezen, feiten),
        "verloop": verloop[-teksten.HOOGSTENS :],
        "meer_verloop": len(verloop) > teksten.HOOGSTENS,
        "bewaren": zeg.alle(teksten.bewaren(feiten.bewaren_tot)),
    }


def _periode(zeg: Zeg, zaak: scopes.Zaak) -> str:
    """From when to when help was granted."""
    hulp = zaak.antwoord
    if hulp is None or hulp.begin is None or hulp.eind is None:
        return ""
    return zeg(teksten.PERIODE.met(begin=hulp.begin, eind=hulp.eind))


def _duur(zeg: Zeg, gelezen: Pagina, feiten: rules.Feiten) -> dict[str, Any]:
    """How long it takes, while a decision is still to come and not late."""
    if feiten.fase not in LOOPT or feiten.te_laat:
        return {}
    tijd = wachttijd(gelezen.dagen)
    return {
        "duur": zeg.alle(in_zinnen(tijd, wettelijk_weken=WETTELIJK_WEKEN)),
        "van_hoeveel": zeg(teksten.ONZE_TIJD.met(aantal=tijd.gevallen)) if tijd else "",
    }


def _verloop(zeg: Zeg, gelezen: Pagina, feiten: rules.Feiten) -> list[tuple[str, str, list[str]]]:
    """Every event that this reader may know: the day, what happened, and what it did to the term."""
    zaak = gelezen.zaak
    gegeven = "beantwoord" if zaak.antwoord else "gegeven"
    dagen: list[tuple[str, date | None]] = [("deskundigen", feiten.gevraagd), (gegeven, feiten.gegeven)]
    dagen += [("besluit", een.besluitdatum) for een in zaak.brieven if een.van == BESLUIT]
    dagen += [("bezwaar", dag) for dag in gelezen.bezwaren]
    dagen += [(GEBEURTENIS[een.naam], een.dag) for een in zaak.brieven if een.naam in GEBEURTENIS]
    return [
        (
            zeg.waarde(Weekdag(een.dag)),
            zeg(een.woorden),
            zeg.alle(gevolg(een.soort, dagen=een.stap.dagen, einde=een.stap.einde)) if een.stap else [],
        )
        for een in gebeurtenissen_van(zaak.aanvraag, GEBEURD, dagen)
    ]


def _papieren(zeg: Zeg, gelezen: Pagina) -> list[tuple[str, str, str]]:
    """The name, address and day of each letter and paper, the newest first."""
    zaak = gelezen.zaak
    lijst = [
        (brief.naam, reverse(f"loket:{PAGINA[brief.van]}", args=[brief.public_id]), brief.dag)
        for brief in reversed(zaak.brieven)
    ]
    if not zaak.afgeschermd:
        adres = reverse("dossier:aanvraag_lezen", args=[zaak.aanvraag.public_id])
        lijst.append(("aanvraag", adres, zaak.aanvraag.ontvangstdatum or date.max))
    lijst.sort(key=lambda een: een[2], reverse=True)
    return [(zeg(teksten.BRIEVEN[soort]), adres, zeg.dag(dag)) for soort, adres, dag in lijst]


def _overleg(zeg: Zeg, een: Uitnodiging) -> tuple[str, str]:
    """When a meeting is, and the sentence when it was called off."""
    begin, einde = timezone.localtime(een.overleg.begin), timezone.localtime(een.overleg.einde)
    dag = Weekdag(begin.date())
    return (
        zeg(teksten.WANNEER.met(dag=dag, van=begin.time(), tot=einde.time())),
        zeg(teksten.AFGEZEGD.met(dag=dag)) if een.overleg.afgezegd_op else "",
    )


def _wie(zeg: Zeg, gelezen: Pagina) -> dict[str, Any]:
    """Whom to call, who can see it and who looked; a family reads of itself only that each has an own dossier."""
    aanvraag = gelezen.zaak.aanvraag
    swv = Nederlands(aanvraag.swv.naam)
    return {
        "kijkers": [
            (zeg(teksten.KIJKERS[een.wie]), een.namen, zeg(teksten.KIJKERS[een.uitleg]) if een.uitleg else "")
            for een in gelezen.kijkers
        ],
        "keken": [(zeg.dag(dag), zeg.alle(wie)) for dag, wie in gezien_per_dag(gelezen.blikken)],
        "noem_nummer": zeg(teksten.NOEM_NUMMER.met(nummer=Nummer(aanvraag.kenmerk))),
        "werkt_bij": zeg(teksten.WERKT_BIJ.met(naam=swv)),
        "steunpunt": zeg(teksten.STEUNPUNT.met(naam=Nederlands(aanvraag.instelling.steunpunt_naam))),
        "nederlands": zeg.taal == NEDERLANDS,
    }
