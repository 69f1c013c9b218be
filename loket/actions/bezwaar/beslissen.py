"""The decision on bezwaar: drafting it, meeting the objection in full, and taking it with the words of its letters."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from kern.brieven.actions import opstellen
from kern.brieven.tekens import niet_af_te_drukken
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import GEEN_RECHTEN, Actor, NietMogelijk, ook_gewijzigd
from kern.gebruikers.rollen import Permissie
from loket import letters
from loket.actions.afscherming import adressen_genoemd, geheim_adres_fout
from loket.actions.besluit import (
    besluit_vastleggen,
    ondertekenaar,
    periode_fouten,
    tekende,
    tlv_vaststellen,
    volgende_versie,
)
from loket.actions.brief import Beslissing, Ondertekenaar
from loket.actions.geadresseerden import Geadresseerde
from loket.actions.stukken import stukken_bij_bezwaar
from loket.models import (
    MET_TLV,
    Aanvraag,
    BeslissingConcept,
    BeslissingOpBezwaar,
    Besluit,
    Bezwaar,
    Bezwaarbekendmaking,
    Bezwaarbericht,
    Bezwaargebeurtenis,
    Bezwaarstatus,
    Bezwaarzaak,
    Mandaat,
)
from loket.models import Uitkomst as Besluituitkomst

from .berichten import berichten_vervallen
from .brief import SJABLOON, Bezwaarbeslissing, bezwaarbrief, ontvangers, woorden
from .feiten import (
    alles_getoetst,
    gebeurtenis,
    niet_de_deskundige,
    niet_onder_hetzelfde_mandaat,
    niet_zelf_voorbereid,
)
from .overgang import overgang

B = Bezwaarstatus
P = Permissie
Soort = Bezwaargebeurtenis.Soort
Brief = Bezwaarbericht.Soort
TOT_BESLIST = (Brief.HERSTEL, Brief.COMMISSIE, Brief.HOORZITTING, Brief.VERDAGING)
"""Letters that say nothing any more once it has been decided."""
Uitkomst, Gevolg = BeslissingOpBezwaar.Uitkomst, BeslissingOpBezwaar.Gevolg
NAAR = {
    Uitkomst.GEGROND: B.GEGROND,
    Uitkomst.DEELS_GEGROND: B.DEELS_GEGROND,
    Uitkomst.ONGEGROND: B.ONGEGROND,
    Uitkomst.NIET_ONTVANKELIJK: B.NIET_ONTVANKELIJK,
}
MAG_BIJ = {
    Uitkomst.GEGROND: {Gevolg.HERROEPEN, Gevolg.VERVANGEN},
    Uitkomst.DEELS_GEGROND: {*Gevolg},
    Uitkomst.ONGEGROND: {Gevolg.HANDHAVEN},
    Uitkomst.NIET_ONTVANKELIJK: {Gevolg.HANDHAVEN},
}
"""Awb 7:11 lid 2: what becomes of the besluit by outcome."""
VOORLOPIG = "volgt bij de beslissing"


def commissie_of_instelling(zaak: Bezwaarzaak, door: Actor, op: datetime) -> str:
    """R-TERM-13: the committee is compulsory. Plainly inadmissible may skip it only when the SWV has set so."""
    if zaak.status == B.KENNELIJK_NIET and not zaak.instelling.kennelijk_zonder_commissie:
        return (
            "Ook over een kennelijk niet-ontvankelijk bezwaar vraagt dit samenwerkingsverband de commissie om advies."
        )
    return ""


@overgang(
    van={B.ADVIES_ONTVANGEN, B.KENNELIJK_NIET},
    naar=B.BESLISSING_CONCEPT,
    permissie=P.BEZWAAR_BEHANDELEN,
    mits=(niet_zelf_voorbereid, alles_getoetst, commissie_of_instelling),
)
def beslissing_voorbereiden(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime) -> None:
    """Begin the draft of the decision, for the beslisser."""


@overgang(
    van={B.ONTVANKELIJK, B.NAAR_COMMISSIE, B.HOORZITTING_GEPLAND, B.GEHOORD, B.HOREN_AFGEZIEN},
    naar=B.BESLISSING_CONCEPT,
    permissie=P.BEZWAAR_BESLISSEN,
    mits=(niet_de_deskundige, niet_onder_hetzelfde_mandaat, alles_getoetst),
)
def tegemoetkomen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, volledig: bool, anderen_gehoord: str) -> None:
    """Meet the objection in full, without advice of the committee (R-TERM-13, Awb 7:3 and 7:13; afspraak 33).

    anderen_gehoord: who of the other belanghebbenden was heard and what they said; it cannot stay empty.
    """
    if not volledig:
        raise NietMogelijk(
            "Zonder advies kan alleen als wij helemaal tegemoetkomen. Vraag anders de commissie om advies."
        )
    if not anderen_gehoord.strip():
        raise NietMogelijk("Schrijf op wat de anderen ervan vinden: de ouders of de school die geen bezwaar maakten.")
    zaak.hoorzittingen.filter(vervallen_op=None, gehouden_op=None).update(vervallen_op=op)
    berichten_vervallen(zaak, op=op, reden="wij komen tegemoet", soort=Brief.HOORZITTING)
    gebeurtenis(zaak, Soort.TEGEMOETGEKOMEN, door=door, op=op, tekst=anderen_gehoord)


@overgang(
    van={B.BESLISSING_CONCEPT},
    naar=sorted(NAAR.values()),
    permissie=P.BEZWAAR_BESLISSEN,
    mits=(niet_de_deskundige, niet_onder_hetzelfde_mandaat, alles_getoetst),
)
def op_bezwaar_beslissen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, keuze: Bezwaarbeslissing) -> None:
    """Take the decision on bezwaar: frozen, with the words of one letter per addressee, in one transaction.

    A changed besluit is a next version, with an own TLV and number. The old TLV is herroepen on the day on which the
    first letter goes out: a decision works only then (Awb 3:40), and nobody outside sees it before (afspraak 4).
    The lock on the aanvraag comes first: a herstelbesluit or a withdrawal taken at the same time would take the same
    number, or stay unnamed in these letters.
    """
    Aanvraag.objects.select_for_update(of=("self",)).get(pk=zaak.besluit.aanvraag_id)
    besluitdatum = timezone.localdate(op)
    tekent, fout = wie_tekent(zaak, keuze, door=door, dag=besluitdatum)
    if fouten := [*filter(None, [fout]), *bezwaarbeslissing_fouten(zaak, keuze, besluitdatum)]:
        raise NietMogelijk(" ".join(fouten))
    nieuw = _nieuw_besluit(zaak, keuze, besluitdatum, tekent=tekent, door=door, op=op)
    beslissing = BeslissingOpBezwaar.objects.create(
        zaak=zaak,
        instelling=zaak.instelling,
        uitkomst=keuze.uitkomst,
        gevolg=keuze.gevolg,
        besluitdatum=besluitdatum,
        motivering=keuze.motivering,
        waarom_anders_dan_advies=keuze.waarom_anders_dan_advies,
        nieuw_besluit=nieuw,
        bevoegdheid=tekent.bevoegdheid,
        mandaat=Mandaat.objects.get(swv=zaak.swv, nummer=tekent.mandaat) if tekent.mandaat else None,
        ondertekenaar=tekent.naam,
        functie=tekent.functie,
        genomen_op=op,
        genomen_door=door,
    )
    nummer = nieuw.tlv.nummer if nieuw is not None and keuze.nieuw and keuze.nieuw.uitkomst in MET_TLV else ""
    allen = ontvangers(zaak, besluitdatum)
    for aan in allen:
        bezwaarbrief_bevriezen(beslissing, keuze, aan, allen=allen, nummer=nummer, op=op)
    berichten_vervallen(zaak, op=op, reden="er is beslist", soort__in=TOT_BESLIST)
    zaak.status = NAAR[Uitkomst(keuze.uitkomst)]


def wie_tekent_voor(zaak: Bezwaarzaak, *, door: Gebruiker, dag: date) -> tuple[Ondertekenaar, str]:
    """Who signs what does not touch the besluit, and why that cannot be: as when it stays.

    A withdrawal asks the mandate that the TLV asked.
    """
    oud = zaak.besluit
    uitkomst = Besluituitkomst.TOEGEKEND if oud.uitkomst == Besluituitkomst.INTREKKING else oud.uitkomst
    wat = Beslissing(uitkomst=uitkomst, soort=oud.soort, categorie=oud.categorie, motivering="")
    return ondertekenaar(oud.aanvraag, wat, door=door, dag=dag)


def wie_tekent(zaak: Bezwaarzaak, keuze: Bezwaarbeslissing, *, door: Gebruiker, dag: date) -> tuple[Ondertekenaar, str]:
    """Who signs, and why that cannot be: a mandate must cover what is decided, or else the besluit that stays."""
    if keuze.nieuw is None:
        return wie_tekent_voor(zaak, door=door, dag=dag)
    return ondertekenaar(zaak.besluit.aanvraag, keuze.nieuw, door=door, dag=dag)


def _nieuw_besluit(
    zaak: Bezwaarzaak,
    keuze: Bezwaarbeslissing,
    besluitdatum: date,
    *,
    tekent: Ondertekenaar,
    door: Gebruiker,
    op: datetime,
) -> Besluit | None:
    """The next version of the besluit with its own TLV, when something comes in place of the old one."""
    if keuze.nieuw is None:
        return None
    aanvraag = Aanvraag.objects.get(pk=zaak.besluit.aanvraag_id)
    versie = volgende_versie(aanvraag)
    nieuw = besluit_vastleggen(aanvraag, keuze.nieuw, besluitdatum, tekent=tekent, door=door, op=op, versie=versie)
    if keuze.nieuw.uitkomst in MET_TLV:
        tlv_vaststellen(nieuw, door=door, op=op)
    return nieuw


def bezwaarbeslissing_fouten(zaak: Bezwaarzaak, keuze: Bezwaarbeslissing, besluitdatum: date) -> list[str]:
    """Every reason, as a sentence, why this decision cannot be taken as it is written; [] when it can."""
    fouten = [*_vorm_fouten(zaak, keuze), *_commissie_fouten(zaak, keuze), *_intrekking_fouten(zaak)]
    if geheim := geheim_adres_fout(zaak.besluit.aanvraag, _onze_woorden(keuze), besluitdatum):
        fouten.append(geheim)
    if keuze.nieuw is not None and not fouten:
        fouten += _nieuw_fouten(zaak, keuze.nieuw, besluitdatum)
    if fouten:
        return fouten
    voorbeeld = bezwaarbrieven_voorbeeld(zaak, keuze, door_naam="Naam", besluitdatum=besluitdatum)
    mist = [punt for _, brief in voorbeeld for punt in letters.bezwaarchecklist_ontbreekt(brief)]
    fouten = [f"In de brief ontbreekt: {punt}." for punt in dict.fromkeys(mist)]
    return fouten or [*dict.fromkeys(filter(None, (niet_af_te_drukken(woorden(brief).html) for _, brief in voorbeeld)))]


def bezwaarbrieven_voorbeeld(
    zaak: Bezwaarzaak, keuze: Bezwaarbeslissing, *, door_naam: str, besluitdatum: date
) -> list[tuple[Geadresseerde, letters.Bezwaarbrief]]:
    """The letters as they would be, one per addressee, with a stand-in for the number. Writes nothing."""
    instelling = zaak.instelling
    tekent = Ondertekenaar(naam=door_naam, functie=instelling.ondertekenaar_functie, bevoegdheid=instelling.bevoegdheid)
    allen = ontvangers(zaak, besluitdatum)
    meer: dict[str, Any] = {"nummer": VOORLOPIG, "besluitdatum": besluitdatum, "ondertekenaar": tekent}
    return [(aan, bezwaarbrief(zaak, keuze, aan, allen=allen, **meer)) for aan in allen]


def bezwaarbrief_bevriezen(
    beslissing: BeslissingOpBezwaar,
    keuze: Bezwaarbeslissing,
    aan: Geadresseerde,
    *,
    allen: list[Geadresseerde],
    nummer: str,
    op: datetime,
) -> Bezwaarbekendmaking:
    """The frozen words of one letter, tied to its addressee."""
    gegevens = bezwaarbrief(
        beslissing.zaak,
        keuze,
        aan,
        allen=allen,
        nummer=nummer,
        besluitdatum=beslissing.besluitdatum,
        ondertekenaar=tekende(beslissing),
    )
    brief = opstellen(
        SJABLOON,
        gegevens,
        soort="bezwaar",
        titel=gegevens.documenttitel,
        bestandsnaam=f"{beslissing.zaak.kenmerk}-beslissing.pdf",
        op=op,
        bijlagen=stukken_bij_bezwaar(beslissing.zaak) if gegevens.bij_deze_brief else (),
    )
    return Bezwaarbekendmaking.objects.create(
        beslissing=beslissing,
        aan=aan.aan,
        school=aan.school,
        betrokkene=aan.betrokkene,
        leerling=aan.leerling,
        volgt_op=aan.volgt_op,
        brief=brief,
    )


def keuze_van(beslissing: BeslissingOpBezwaar) -> Bezwaarbeslissing:
    """The decision as it was taken, to make a letter for an addressee who came later."""
    nieuw = beslissing.nieuw_besluit
    velden = [veld.name for veld in dataclasses.fields(Beslissing)]
    return Bezwaarbeslissing(
        uitkomst=beslissing.uitkomst,
        gevolg=beslissing.gevolg,
        motivering=beslissing.motivering,
        waarom_anders_dan_advies=beslissing.waarom_anders_dan_advies,
        nieuw=Beslissing(**{naam: getattr(nieuw, naam) for naam in velden}) if nieuw else None,
    )


@transaction.atomic
def bezwaarconcept_opslaan(
    zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, versie: int, gegevens: dict[str, Any]
) -> BeslissingConcept:
    """Keep what was typed. Raises NietMogelijk when a colleague saved in between or it has been decided."""
    rijen = Bezwaarzaak.objects.visible_to(door).select_for_update(of=("self",))
    rij = rijen.filter(pk=zaak.pk).first()
    if rij is None or not (door.heeft(P.BEZWAAR_BESLISSEN) or door.heeft(P.BEZWAAR_BEHANDELEN)):
        raise NietMogelijk(GEEN_RECHTEN)
    if rij.status != B.BESLISSING_CONCEPT:
        raise NietMogelijk(f"Dit kan niet meer: de status is nu ‘{rij.get_status_display()}’.")
    concept, _ = BeslissingConcept.objects.select_related("bewerkt_door").get_or_create(zaak=rij)
    if concept.gegevens != gegevens:
        if concept.versie != versie:
            wie = ook_gewijzigd("dit concept", concept.bewerkt_door, door=door)
            raise NietMogelijk(f"{wie} Bewaar jouw tekst en open het opnieuw.")
        concept.versie += 1
        concept.gegevens = gegevens
        concept.bewerkt_op, concept.bewerkt_door = op, door
        concept.save()
    return concept


def _vorm_fouten(zaak: Bezwaarzaak, keuze: Bezwaarbeslissing) -> list[str]:
    if keuze.uitkomst not in Uitkomst.values:
        return ["Kies of het bezwaar gegrond is."]
    fouten = []
    if not keuze.motivering.strip():
        fouten.append("Schrijf op waarom je dit beslist (Awb 7:12).")
    if keuze.gevolg not in MAG_BIJ[Uitkomst(keuze.uitkomst)]:
        fouten.append("Bij gegrond vervalt of verandert het besluit. Bij ongegrond of niet-ontvankelijk blijft het.")
    if (keuze.gevolg == Gevolg.VERVANGEN) != (keuze.nieuw is not None):
        fouten.append("Vul in welk besluit er in de plaats komt.")
    if keuze.gevolg == Gevolg.VERVANGEN and zaak.besluit.uitkomst == Besluituitkomst.INTREKKING:
        fouten.append(
            "Een intrekking blijft of vervalt. Moet het anders? Laat haar vervallen en trek de TLV opnieuw in, of laat"
            " de school een wijziging aanvragen."
        )
    oordelen = {een.toets for een in zaak.actieve_bezwaren()}
    if (oordelen == {Bezwaar.Toets.KENNELIJK_NIET}) and keuze.uitkomst != Uitkomst.NIET_ONTVANKELIJK:
        fouten.append("Alle bezwaren zijn getoetst als kennelijk niet-ontvankelijk. Kies niet-ontvankelijk.")
    return fouten


def _commissie_fouten(zaak: Bezwaarzaak, keuze: Bezwaarbeslissing) -> list[str]:
    advies = getattr(zaak, "advies", None)
    if advies is not None:
        if advies.strekking != keuze.uitkomst and not keuze.waarom_anders_dan_advies.strip():
            return ["Je wijkt af van het advies van de commissie. Schrijf op waarom (Awb 7:13 lid 7)."]
        return []
    if zaak.gebeurd(Soort.TEGEMOETGEKOMEN):
        zin = "Zonder advies van de commissie kan alleen gegrond: wij komen helemaal tegemoet."
        return [] if keuze.uitkomst == Uitkomst.GEGROND else [zin]
    zin = "Zonder advies van de commissie kan alleen niet-ontvankelijk."
    return [] if keuze.uitkomst == Uitkomst.NIET_ONTVANKELIJK else [zin]


def bezwaarbeslissing_noemt(zaak: Bezwaarzaak, keuze: Bezwaarbeslissing, dag: date) -> list[str]:
    """The addresses of child and family in the letters, in what they quote and in the report that is enclosed."""
    advies = getattr(zaak, "advies", None)
    teksten = [*_onze_woorden(keuze), *([advies.tekst] if advies else [])]
    teksten += [een.tekst for een in zaak.gebeurd(Soort.HOREN_AFGEZIEN)]
    for zitting in zaak.hoorzittingen.all():
        teksten += [zitting.aanwezig, zitting.verslag] if zitting.gehouden_op and not zitting.vervallen_op else []
    return adressen_genoemd(zaak.besluit.aanvraag, teksten, dag)


def _onze_woorden(keuze: Bezwaarbeslissing) -> list[str]:
    return [keuze.motivering, keuze.waarom_anders_dan_advies, keuze.nieuw.passende_hulp if keuze.nieuw else ""]


def _intrekking_fouten(zaak: Bezwaarzaak) -> list[str]:
    """A TLV that was withdrawn meanwhile: this letter says so, and may not be the first to do so (afspraak 4)."""
    tlv = getattr(zaak.besluit.eerste, "tlv", None)
    einde = tlv.ingetrokken if tlv else None
    if einde and einde.besluit and einde.besluit.bekendmakingen.filter(verzonden_op=None, vervallen_op=None).exists():
        return ["De TLV is ingetrokken. Verstuur eerst de brieven daarover: de beslissing op bezwaar noemt dat."]
    return []


def _nieuw_fouten(zaak: Bezwaarzaak, nieuw: Beslissing, besluitdatum: date) -> list[str]:
    oud = zaak.besluit
    velden = ("uitkomst", "soort", "categorie", "ingangsdatum", "vervaldatum")
    wel = [nieuw.uitkomst in MET_TLV, oud.uitkomst in MET_TLV]
    if [getattr(nieuw, veld) for veld in velden[1:]] == [getattr(oud, veld) for veld in velden[1:]] and wel[0] == wel[
        1
    ]:
        return ["Het nieuwe besluit is hetzelfde als het oude. Kies dan dat het besluit blijft."]
    if nieuw.uitkomst not in MET_TLV:
        return []
    return periode_fouten(oud.aanvraag, nieuw, besluitdatum)
