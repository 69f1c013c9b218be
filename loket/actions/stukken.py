"""Papers that go along with letters: their words are frozen once, when they are signed or received, for all readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from kern.brieven.actions import opstellen, renderen, versie_maken
from kern.brieven.models import Brief, Briefbijlage
from kern.brieven.tekens import niet_af_te_drukken
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.taken import aanstoten
from kern.termijnen.woorden import datum_voluit
from kern.woorden import opsomming
from loket import letters
from loket.letters.bericht import Deel
from loket.models import (
    Aanvraag,
    Advies,
    Bezwaarbekendmaking,
    Bezwaarstuk,
    Bezwaarzaak,
    Commissieadvies,
    Hoorzitting,
    Verzending,
)

from .brief import adviestitel, adviezen, afzender
from .briefteksten import afzender_van, teksten_van
from .oefening import is_voorbeeld

SJABLOON = "brieven/stuk.html"
VERKLAART = (
    "De deskundige is niet verbonden aan de school, was niet betrokken bij de aanvraag en beslist er niet over mee."
)


def advies_bevriezen(advies: Advies, *, op: datetime) -> Brief:
    """The whole signed advice on paper, but for what only the loket reads (why it is independent all the same)."""
    opdracht = advies.opdracht
    aanvraag, discipline = opdracht.aanvraag, opdracht.get_discipline_display()
    register = f" ({advies.get_registratie_display()} {advies.registratienummer})" if advies.registratie else ""
    van = f"{opdracht.deskundige.naam}, {discipline}{register}"
    stuk = letters.Stuk(
        **_kop(aanvraag),
        afzender=afzender(aanvraag, timezone.localdate(op)),
        kenmerk=f"aanvraag {aanvraag.kenmerk}",
        titel=adviestitel(advies),
        datumwoord="Ondertekend op",
        feiten=tuple((naam, waarde) for naam, waarde in _feiten(advies, van) if waarde),
        delen=tuple(deel for deel in _delen(advies) if deel.tekst.strip()),
        ondertekend=f"Ondertekend in ons beveiligde portaal door {van}.",
    )
    return _bevriezen(stuk, soort="advies_deskundige", naam=f"{aanvraag.kenmerk}-advies-{opdracht.volgorde}.pdf", op=op)


def commissieadvies_bevriezen(advies: Commissieadvies, *, op: datetime) -> Brief:
    """What the committee advises on a bezwaar (Awb 7:13), with its reasons."""
    zaak = advies.zaak
    stuk = letters.Stuk(
        **_kop_van(zaak, op),
        titel="Advies van de commissie",
        datumwoord="In het portaal gezet op",
        feiten=(
            ("Van", zaak.commissie_naam),
            ("Ontvangen op", datum_voluit(advies.ontvangen_op)),
            ("Advies", advies.get_strekking_display()),
        ),
        delen=(Deel("Waarom adviseert de commissie dit?", advies.tekst),),
        ondertekend=f"Advies van de {zaak.commissie_naam}.",
    )
    return _bevriezen(stuk, soort="advies_commissie", naam=f"{zaak.kenmerk}-advies.pdf", op=op)


def verslag_bevriezen(zitting: Hoorzitting, *, op: datetime) -> Brief:
    """The report of a hearing (Awb 7:7)."""
    zaak, wanneer = zitting.zaak, timezone.localtime(zitting.wanneer)
    stuk = letters.Stuk(
        **_kop_van(zaak, op),
        titel="Verslag van de hoorzitting",
        datumwoord="Verslag van",
        feiten=(
            ("Hoorzitting op", f"{datum_voluit(wanneer.date(), weekdag=True)}, {wanneer:%H.%M} uur"),
            ("Waar", zitting.waar),
        ),
        delen=tuple(
            Deel(kop, tekst)
            for kop, tekst in (("Wie waren er?", zitting.aanwezig), ("Wat is er gezegd?", zitting.verslag))
            if tekst
        ),
        ondertekend=f"Verslag van de {zaak.commissie_naam}.",
    )
    return _bevriezen(stuk, soort="verslag", naam=f"{zaak.kenmerk}-verslag.pdf", op=op)


def stukken_bij_besluit(aanvraag: Aanvraag) -> list[Brief]:
    """What goes along with a decision on this aanvraag: the signed advices that count, first expert first."""
    return [advies.afschrift for advies in adviezen(aanvraag) if advies.afschrift]


def stukken_bij_bezwaar(zaak: Bezwaarzaak) -> list[Brief]:
    """What goes along with a decision on this bezwaar: the advice of the committee and the report (Awb 7:13 lid 6)."""
    advies = getattr(zaak, "advies", None)
    zitting = (
        zaak.hoorzittingen.filter(gehouden_op__isnull=False, vervallen_op=None).select_related("afschrift").first()
    )
    return [een.afschrift for een in (advies, zitting) if een is not None and een.afschrift]


def titels_van_bijlagen(brieven: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """What goes along with each of these letters, by the key of the letter."""
    rijen = Briefbijlage.objects.filter(brief__in=list(brieven)).values_list("brief", "stuk__context__titel")
    uit: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for brief, titel in rijen.order_by("brief", "volgorde"):
        uit[brief] += (titel,)
    return dict(uit)


def losse_stukken(gebruiker: Gebruiker, rijen: Iterable[Verzending]) -> dict[int, tuple[str, ...]]:
    """Names of the files that the committee sent in, by the key of the letter with which a person must enclose them.

    They are files of others: only our own papers are joined to a letter.
    """
    zaak = {rij.brief_id: rij.beslissing.zaak_id for rij in rijen if isinstance(rij, Bezwaarbekendmaking)}
    soorten = (Bezwaarstuk.Soort.ADVIES, Bezwaarstuk.Soort.VERSLAG)
    stukken = Bezwaarstuk.objects.visible_to(gebruiker).filter(zaak__in=zaak.values(), soort__in=soorten)
    per = defaultdict(list)
    for stuk in stukken.order_by("pk"):
        per[stuk.zaak_id].append(stuk.naam)
    return {brief: tuple(per[van]) for brief, van in zaak.items() if van in per}


def _kop(aanvraag: Aanvraag) -> dict[str, Any]:
    leerling = aanvraag.leerling
    assert leerling is not None
    return {
        "leerling": letters.Leerling(
            naam=leerling.naam, roepnaam=leerling.roepnaam, geboortedatum=leerling.geboortedatum
        ),
        "voorbeeld": is_voorbeeld(aanvraag.swv),
    }


def _kop_van(zaak: Bezwaarzaak, op: datetime) -> dict[str, Any]:
    wie = zaak.behandelaar.naam if zaak.behandelaar else ""
    van = afzender_van(zaak.swv, teksten_van(zaak.instelling, timezone.localdate(op)), wie)
    return _kop(zaak.besluit.aanvraag) | {"afzender": van, "kenmerk": f"bezwaar {zaak.kenmerk}"}


def _feiten(advies: Advies, van: str) -> list[tuple[str, str]]:
    toelaatbaar = advies.conclusie == Advies.Conclusie.TOELAATBAAR
    jaren = f"{advies.schooljaren} {'schooljaar' if advies.schooljaren == 1 else 'schooljaren'}"
    ontvangen = datum_voluit(advies.dossier_ontvangen_op) if advies.dossier_ontvangen_op else ""
    return [
        ("Van", van),
        ("Advies", f"toelaatbaar tot {advies.get_soort_display()}" if toelaatbaar else "niet toelaatbaar"),
        ("Categorie", advies.get_categorie_display() if toelaatbaar and advies.categorie else ""),
        ("Duur", jaren if toelaatbaar and advies.schooljaren else ""),
        ("Dossier gekregen op", ontvangen),
        ("Ouders gesproken", advies.get_ouders_gesproken_display().lower()),
        ("Leerling gesproken", advies.get_leerling_gesproken_display().lower()),
    ]


def _delen(advies: Advies) -> tuple[Deel, ...]:
    eerder = " De deskundige zag de leerling niet eerder." if advies.eerder_gezien == "nee" else ""
    return (
        Deel("Waarom dit advies?", advies.motivering),
        Deel("Waarom is lichtere hulp niet genoeg?", advies.waarom_niet_lichter),
        Deel("Wat is gelezen en gezien?", advies.bronnen),
        Deel("Onafhankelijk", VERKLAART + eerder),
    )


def _bevriezen(stuk: letters.Stuk, *, soort: str, naam: str, op: datetime) -> Brief:
    """Frozen and dated at once: the paper was made on this day, whenever it goes out.

    Raises NietMogelijk when it is not complete or cannot be printed: a letter would wait for it for ever.
    """
    if ontbreekt := letters.stuk_ontbreekt(stuk):
        raise NietMogelijk(f"Op papier ontbreekt: {opsomming(ontbreekt)}.")
    if reden := niet_af_te_drukken(renderen(SJABLOON, stuk).html):
        raise NietMogelijk(reden)
    brief = opstellen(SJABLOON, stuk, soort=soort, titel=stuk.documenttitel, bestandsnaam=naam, op=op)
    versie = versie_maken(brief, dagtekening=timezone.localdate(op), bezwaar_tot=None, op=op)
    aanstoten("kern.brieven.tasks.pdf_maken", versie_id=versie.pk)
    return brief
