"""Taking the decision: besluit, number and the words of every letter, in one transaction. Nothing is sent yet."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from kern.brieven.actions import opstellen
from kern.brieven.tekens import niet_af_te_drukken
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.termijnen.schooljaar import schooljaar
from loket import letters
from loket.models import (
    MET_TLV,
    Aanvraag,
    Bekendmaking,
    BeslissingOpBezwaar,
    Besluit,
    Mandaat,
    Status,
    Tlv,
    Uitkomst,
    Zaakbrief,
)
from loket.rules import tlv_nummer, tlv_periode_fouten
from scholen.models import Gezag, GezagSoort

from . import brief_buiten_behandeling
from .afscherming import geheim_in_besluit
from .bellen import beltaak_maken
from .brief import SJABLOON, Beslissing, Ondertekenaar, Zaakfeiten, adviezen, besluitbrief, gevraagd_eind, woorden
from .geadresseerden import Geadresseerde, geadresseerden
from .mandaat import mandaat_van
from .meelezen import vier_ogen_mist
from .nummers import volgend_tlv_nummer
from .opdrachten import alle_ondertekend
from .overgang import overgang
from .redenen import Reden, redenen_vastleggen
from .samenvatting import samenvatting_mist
from .stem import stem_onbeantwoord
from .stukken import stukken_bij_besluit
from .tlv import vervangen

S = Status
NAAR = {
    Uitkomst.TOEGEKEND: S.BESLOTEN_TOEGEKEND,
    Uitkomst.AFWIJKEND: S.BESLOTEN_AFWIJKEND,
    Uitkomst.AFGEWEZEN: S.BESLOTEN_AFGEWEZEN,
}
VOORLOPIG = "volgt bij het besluit"
RUIM = timedelta(days=21)
"""How much of an old bezwaartermijn must be left to print no new clause: making and sending a letter takes days."""


def niet_zelf_geadviseerd(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """R-DES-06: who advised does not decide; a lapsed assignment counts too."""
    if isinstance(door, Gebruiker) and aanvraag.adviesopdrachten.filter(deskundige=door).exists():
        return "Jij bent de adviseur van deze aanvraag. Een ander moet het besluit nemen."
    return ""


def gezag_bekend(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Afspraak 38: unknown gezag allows submitting and blocks the decision; so does a missing address."""
    dag = timezone.localdate(op)
    if Gezag.objects.geldig(dag).filter(leerling=aanvraag.leerling, soort=GezagSoort.ONBEKEND).exists():
        return "Van een ouder is het gezag nog onbekend. Vraag de school dit eerst uit te zoeken."
    allen = geadresseerden(aanvraag, dag)
    if len(allen) < 2:
        return "Er is nog niemand met gezag vastgelegd. Vraag de school dit eerst aan te vullen."
    if any(not aan.adresregels for aan in allen):
        return "Van een geadresseerde is het adres niet bekend. Vraag de school het adres aan te vullen."
    return ""


MITS = (alle_ondertekend, niet_zelf_geadviseerd, gezag_bekend)


@overgang(van={S.BESLUIT_VOORBEREIDEN}, naar=sorted(NAAR.values()), permissie=Permissie.BESLUIT_NEMEN, mits=MITS)
def besluiten(
    aanvraag: Aanvraag, /, *, door: Gebruiker, op: datetime, redenen: Sequence[Reden] = (), **beslissing: Any
) -> None:
    """Take the decision. Keywords: the fields of Beslissing; uitkomst toegekend turns into afwijkend by itself.

    redenen: the paragraphs of the motivering with where each came from; without them all of it is own words.
    Makes Besluit, Tlv with its number, and the frozen words of one letter per addressee. Raises NietMogelijk with all
    reasons when the period is wrong or a letter would miss a compulsory element (4.1).
    """
    keuze = bepalen(aanvraag, Beslissing(**beslissing))
    besluitdatum = timezone.localdate(op)
    tekent, fout = ondertekenaar(aanvraag, keuze, door=door, dag=besluitdatum)
    vier_ogen = vier_ogen_mist(aanvraag, keuze, door)
    if fouten := [*filter(None, [fout, vier_ogen]), *beslissing_fouten(aanvraag, keuze, besluitdatum, tekent)]:
        raise NietMogelijk(" ".join(fouten))
    besluit = besluit_vastleggen(aanvraag, keuze, besluitdatum, tekent=tekent, door=door, op=op)
    redenen_vastleggen(besluit, redenen)
    beltaak_maken(besluit)
    nummer = tlv_vaststellen(besluit, door=door, op=op).nummer if keuze.uitkomst in MET_TLV else ""
    allen, feiten = geadresseerden(aanvraag, besluitdatum), Zaakfeiten(aanvraag, besluitdatum)
    for aan in allen:
        brief_bevriezen(besluit, keuze, aan, allen=allen, nummer=nummer, op=op, feiten=feiten)
    open_ = aanvraag.zaakbrieven.te_verzenden()  # that it takes longer need not be said any more; what we owe, does
    open_ = open_.exclude(soort__in=[Zaakbrief.Soort.DWANGSOM, Zaakbrief.Soort.INGEBREKE])
    open_.update(vervallen_op=op, vervallen_reden="er is een besluit genomen")
    aanvraag.status = NAAR[Uitkomst(keuze.uitkomst)]


def bepalen(aanvraag: Aanvraag, beslissing: Beslissing) -> Beslissing:
    """The outcome as it is: granting another kind, category or period than asked is afwijkend (4.3)."""
    if beslissing.uitkomst == Uitkomst.AFGEWEZEN:
        return dataclasses.replace(
            beslissing, soort=aanvraag.tlv_soort, categorie="", ingangsdatum=None, vervaldatum=None
        )
    vraag = aanvraag.onderdeel_vraag
    anders = (
        beslissing.soort != aanvraag.tlv_soort
        or bool(vraag.categorie and beslissing.categorie != vraag.categorie)
        or bool(vraag.gewenste_start and beslissing.ingangsdatum != vraag.gewenste_start)
        or bool(gevraagd_eind(aanvraag) and beslissing.vervaldatum != gevraagd_eind(aanvraag))
    )
    return dataclasses.replace(beslissing, uitkomst=Uitkomst.AFWIJKEND if anders else Uitkomst.TOEGEKEND)


def ondertekenaar(
    aanvraag: Aanvraag, beslissing: Beslissing, *, door: Gebruiker, dag: date
) -> tuple[Ondertekenaar, str]:
    """Who signs and in which function, and why that cannot be today, or "".

    Under mandate the line of the register must cover this kind and category; a refusal is judged by what was asked.
    """
    instelling = aanvraag.instelling
    tekent = Ondertekenaar(naam=door.naam, functie=instelling.ondertekenaar_functie, bevoegdheid=instelling.bevoegdheid)
    if instelling.bevoegdheid != instelling.Bevoegdheid.MANDAAT:
        return tekent, ""
    geen_tlv = beslissing.uitkomst not in MET_TLV
    categorie = aanvraag.onderdeel_vraag.categorie if geen_tlv else beslissing.categorie
    mandaat, fout = mandaat_van(aanvraag.swv, door, soort=beslissing.soort, categorie=categorie, dag=dag)
    if mandaat is None:
        return tekent, fout
    functie = mandaat.functie if mandaat.gebruiker_id == door.pk else f"plaatsvervanger van de {mandaat.functie}"
    return dataclasses.replace(tekent, functie=functie, mandaat=mandaat.nummer), ""


def beslissing_fouten(
    aanvraag: Aanvraag, beslissing: Beslissing, besluitdatum: date, tekent: Ondertekenaar
) -> list[str]:
    """Every reason, as a sentence, why this decision cannot be taken as it is written; [] when it can."""
    fouten = [*filter(None, [stem_onbeantwoord(aanvraag)]), *samenvatting_mist(aanvraag)]
    if not beslissing.motivering.strip():
        fouten.append("Schrijf op waarom je dit besluit neemt.")
    if beslissing.uitkomst in MET_TLV:
        fouten += periode_fouten(aanvraag, beslissing, besluitdatum)
    return fouten or woorden_fouten(aanvraag, beslissing, besluitdatum, tekent)


def woorden_fouten(aanvraag: Aanvraag, beslissing: Beslissing, besluitdatum: date, tekent: Ondertekenaar) -> list[str]:
    """The same for the words alone: what a correction may touch."""
    if geheim := geheim_in_besluit(aanvraag, beslissing, besluitdatum):
        return [geheim]
    if anders_dan_advies(aanvraag, beslissing) and not beslissing.waarom_afwijking_advies.strip():
        return ["Je wijkt af van een advies. Schrijf op waarom (Awb 3:50)."]
    if ouders_oneens(aanvraag) and not beslissing.antwoord_zienswijze.strip():
        return ["In de brief ontbreekt: ons antwoord op de mening van de ouders."]
    voorbeeld = brieven_voorbeeld(aanvraag, beslissing, tekent=tekent, besluitdatum=besluitdatum)
    fouten = [
        f"In de brief ontbreekt: {ontbreekt}."
        for ontbreekt in dict.fromkeys(punt for _, brief in voorbeeld for punt in letters.checklist_ontbreekt(brief))
    ]
    # Once taken the words are frozen, so a character that no font has would keep the letter from ever being made.
    return fouten or [*dict.fromkeys(filter(None, (niet_af_te_drukken(woorden(brief).html) for _, brief in voorbeeld)))]


def ouders_oneens(aanvraag: Aanvraag) -> bool:
    """Whether parents disagree, also when they wrote nothing about it: that view asks for an answer too."""
    return aanvraag.onderdeel_mening.ouders_eens in ("nee", "deels")


def anders_dan_advies(aanvraag: Aanvraag, beslissing: Beslissing) -> bool:
    """Whether any advice concludes otherwise: admissible or not, the kind, or the category (R-DES-07)."""
    if beslissing.uitkomst not in MET_TLV:
        return any(advies.conclusie == advies.Conclusie.TOELAATBAAR for advies in adviezen(aanvraag))
    return any(
        advies.conclusie != advies.Conclusie.TOELAATBAAR
        or advies.soort != beslissing.soort
        or bool(advies.categorie and advies.categorie != beslissing.categorie)
        for advies in adviezen(aanvraag)
    )


def brieven_voorbeeld(
    aanvraag: Aanvraag, beslissing: Beslissing, *, tekent: Ondertekenaar, besluitdatum: date
) -> list[tuple[Geadresseerde, letters.Besluitbrief]]:
    """The letters as they would be, one per addressee, with a stand-in for the number. Writes nothing."""
    allen, feiten = geadresseerden(aanvraag, besluitdatum), Zaakfeiten(aanvraag, besluitdatum)
    nummer = VOORLOPIG if beslissing.uitkomst in MET_TLV else ""
    return [
        (
            aan,
            besluitbrief(feiten, beslissing, aan, allen=allen, nummer=nummer, ondertekenaar=tekent),
        )
        for aan in allen
    ]


def periode_fouten(aanvraag: Aanvraag, beslissing: Beslissing, besluitdatum: date) -> list[str]:
    """Why this kind, category and period cannot be granted, as sentences; [] when they can."""
    assert aanvraag.leerling is not None
    if beslissing.ingangsdatum is None:
        return ["Vul een ingangsdatum in."]
    if beslissing.soort not in aanvraag.instelling.tlv_soorten:
        return ["Deze soort geeft dit samenwerkingsverband niet."]
    if (beslissing.soort in ("SO", "VSO")) != bool(beslissing.categorie):
        return ["Kies een categorie bij so en vso, en geen categorie bij de andere soorten."]
    return tlv_periode_fouten(
        beslissing.soort,
        start=beslissing.ingangsdatum,
        eind=beslissing.vervaldatum,
        geboortedatum=aanvraag.leerling.geboortedatum,
        besluitdatum=besluitdatum,
        emb=aanvraag.soortregels.loopbaan,
        max_schooljaren=aanvraag.instelling.max_schooljaren.get(beslissing.soort),
    )


def besluit_vastleggen(
    aanvraag: Aanvraag,
    keuze: Beslissing,
    besluitdatum: date,
    *,
    tekent: Ondertekenaar,
    door: Gebruiker,
    op: datetime,
    **meer: Any,
) -> Besluit:
    """The frozen row of a decision, in the running transaction. meer: of a next version which one, and what it is."""
    mandaat = Mandaat.objects.get(swv=aanvraag.swv, nummer=tekent.mandaat) if tekent.mandaat else None
    return Besluit.objects.create(
        aanvraag=aanvraag,
        swv=aanvraag.swv,
        instelling=aanvraag.instelling,
        besluitdatum=besluitdatum,
        bevoegdheid=tekent.bevoegdheid,
        ondertekenaar=tekent.naam,
        functie=tekent.functie,
        mandaat=mandaat,
        genomen_op=op,
        genomen_door=door,
        **dataclasses.asdict(keuze),
        **meer,
    )


def tlv_vaststellen(besluit: Besluit, *, door: Gebruiker, op: datetime) -> Tlv:
    """The TLV with its number, from the counter row, in this transaction (R-NUM-04, afspraak 15).

    The TLV that it renews or changes ends the day before (R-TLV-16).
    """
    jaar = schooljaar(besluit.besluitdatum)
    volgnummer = volgend_tlv_nummer(besluit.swv, jaar)
    assert besluit.aanvraag.leerling is not None
    assert besluit.ingangsdatum is not None
    tlv = Tlv.objects.create(
        besluit=besluit,
        leerling=besluit.aanvraag.leerling,
        swv=besluit.swv,
        schooljaar=jaar,
        volgnummer=volgnummer,
        nummer=tlv_nummer(
            besluit.instelling.tlv_nummer_sjabloon,
            swv=besluit.swv.code,
            schooljaar=jaar,
            soort=besluit.soort,
            volgnummer=volgnummer,
        ),
        soort=besluit.soort,
        categorie=besluit.categorie,
        ingangsdatum=besluit.ingangsdatum,
        vervaldatum=besluit.vervaldatum,
    )
    if vorige := besluit.aanvraag.vorige_tlv:
        vervangen(vorige, door_tlv=tlv, besluit=besluit, door=door, op=op)
    return tlv


def geldend_besluit(aanvraag: Aanvraag) -> Besluit:
    """The last version that did not come from a bezwaar and takes no TLV back; Besluit.DoesNotExist without one."""
    rijen = Besluit.objects.filter(aanvraag=aanvraag, uit_bezwaar=None).select_related(
        "mandaat", "swv", "instelling", "aanvraag__school"
    )
    rijen = rijen.exclude(uitkomst=Uitkomst.INTREKKING)
    return rijen.order_by("-versie")[:1].get()


def volgende_versie(aanvraag: Aanvraag) -> int:
    """The number of the next decision in this case, of whatever kind. The lock on the aanvraag keeps it free."""
    hoogste: int | None = Besluit.objects.filter(aanvraag=aanvraag).aggregate(Max("versie"))["versie__max"]
    return (hoogste or 0) + 1


def nummer_van(besluit: Besluit) -> str:
    """The number of the TLV, "" after a refusal; a correction keeps the number of what it corrects."""
    tlv: Tlv | None = getattr(besluit.eerste, "tlv", None)
    return tlv.nummer if tlv else ""


def beslissing_van(besluit: Besluit) -> Beslissing:
    """The decision as it was taken, to make a letter for an addressee who came later."""
    return Beslissing(**{veld.name: getattr(besluit, veld.name) for veld in dataclasses.fields(Beslissing)})


def brief_bevriezen(
    besluit: Besluit,
    keuze: Beslissing,
    aan: Geadresseerde,
    *,
    allen: list[Geadresseerde],
    nummer: str,
    op: datetime,
    feiten: Zaakfeiten | None = None,
) -> Bekendmaking:
    """The frozen words of one letter, tied to its addressee. feiten: read before, for another letter of this deed."""
    if besluit.uitkomst == Uitkomst.BUITEN_BEHANDELING:
        return brief_buiten_behandeling.bevriezen(besluit, aan, allen=allen, op=op)
    gegevens = besluitbrief(
        feiten or Zaakfeiten(besluit.aanvraag, besluit.besluitdatum),
        keuze,
        aan,
        allen=allen,
        nummer=nummer,
        ondertekenaar=tekende(besluit),
        herstel=_herstel(besluit, aan),
    )
    brief = opstellen(
        SJABLOON,
        gegevens,
        soort="besluit",
        titel=gegevens.documenttitel,
        bestandsnaam=f"{besluit.aanvraag.kenmerk}-besluit.pdf",
        op=op,
        bijlagen=stukken_bij_besluit(besluit.aanvraag) if gegevens.bij_deze_brief else (),
    )
    return Bekendmaking.objects.create(
        besluit=besluit,
        aan=aan.aan,
        school=aan.school,
        betrokkene=aan.betrokkene,
        leerling=aan.leerling,
        volgt_op=aan.volgt_op,
        brief=brief,
    )


def tekende(besluit: Besluit | BeslissingOpBezwaar) -> Ondertekenaar:
    """Who signed this decision, as it was written down then."""
    return Ondertekenaar(
        naam=besluit.ondertekenaar,
        functie=besluit.functie,
        bevoegdheid=besluit.bevoegdheid,
        mandaat=besluit.mandaat.nummer if besluit.mandaat else "",
    )


def _herstel(besluit: Besluit, aan: Geadresseerde) -> letters.Herstel | None:
    """What the letter of a correction says of the earlier one to the same addressee.

    Without a bezwaarclausule (a setting) the old term goes on; when that is nearly over the clause is printed anyhow.
    """
    if besluit.herstelt is None:
        return None
    vorige = next(
        (
            rij
            for rij in besluit.herstelt.bekendmakingen.filter(vervallen_op=None, verzonden_op__isnull=False)
            if (rij.school_id, rij.betrokkene_id, rij.leerling_id) == aan.sleutel
        ),
        None,
    )
    oude_termijn = vorige.bezwaar_tot if vorige else None
    loopt_nog = oude_termijn is not None and oude_termijn > besluit.besluitdatum + RUIM
    return letters.Herstel(
        van=(vorige.verzenddatum if vorige else None) or besluit.herstelt.besluitdatum,
        uitleg=besluit.herstel_uitleg,
        verzonden=vorige is not None,
        bezwaar=besluit.instelling.herstel_bezwaarclausule or not loopt_nog,
        bezwaar_tot=oude_termijn,
    )
