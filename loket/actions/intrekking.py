"""Taking back a TLV: ask what school and parents think, write that down, and decide (R-TLV-17, Awb 4:8)."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.brieven.actions import opstellen, renderen
from kern.brieven.tekens import niet_af_te_drukken
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket import letters
from loket.models import (
    LOPEND,
    Aanvraag,
    Bekendmaking,
    Besluit,
    Intrekking,
    Mandaat,
    Status,
    Tlv,
    TlvGebeurtenis,
    Uitkomst,
    Zaakbrief,
    Zienswijze,
    Zienswijzeronde,
)
from loket.rules.tlv_status import laatste_geldige_dag

from .afscherming import adressen_genoemd, geheim_adres_fout
from .besluit import ondertekenaar, volgende_versie
from .brief import (
    Beslissing,
    Ondertekenaar,
    afschriften,
    afzender,
    citaten,
    geadresseerde,
    om_te_citeren,
    rechtsmiddelen,
)
from .geadresseerden import Geadresseerde, geadresseerden
from .oefening import is_voorbeeld
from .samenvatting import samenvatting_mist
from .zaakbrief import brieven_maken, brieven_vervallen
from .zienswijze import ronde_maken

SJABLOON = "brieven/intrekking.html"
REAGEREN_DAGEN = timedelta(days=14)
"""How long school and parents have, unless the person who asks says otherwise."""
GEEN_REACTIE = "Wij kregen geen reactie."


@dataclasses.dataclass(frozen=True, kw_only=True)
class Intrekbesluit:
    """What the beslisser decides. per: the first day on which the TLV no longer holds."""

    per: date
    motivering: str
    antwoord_zienswijze: str


@transaction.atomic
def voornemen_vastleggen(
    tlv: Tlv, *, door: Gebruiker, op: datetime, grond: str, voornemen: str, reageren_tot: date
) -> Intrekking:
    """Ask school and parents what they think of taking this TLV back: a letter to each is made, to be sent today.

    From the day on which the own letter went out each can answer in the portal (zienswijze_geven).

    Raises NietMogelijk when the TLV does not run, its letters are not sent, or somebody is at it already.
    """
    rij = _tlv(tlv, door)
    vandaag = timezone.localdate(op)
    if fout := _waarom_niet(rij, vandaag):
        raise NietMogelijk(fout)
    if grond == Intrekking.Grond.VERZOEK and rij.plaatsing:
        raise NietMogelijk("Deze TLV is al gebruikt. Leg een terugplaatsing vast of kies een andere reden.")
    if geheim := geheim_adres_fout(rij.besluit.aanvraag, [voornemen], vandaag):
        raise NietMogelijk(geheim)
    if reageren_tot <= vandaag:
        raise NietMogelijk("Geef school en ouders tijd om te reageren: kies een latere dag.")
    try:
        with transaction.atomic():
            intrekking: Intrekking = Intrekking.objects.create(
                tlv=rij,
                grond=grond,
                voornemen=voornemen.strip(),
                gevraagd_op=vandaag,
                reageren_tot=reageren_tot,
                begonnen_op=op,
                begonnen_door=door,
            )
    except IntegrityError as fout_:
        raise NietMogelijk("Er loopt al een intrekking van deze TLV.") from fout_
    ronde_maken(
        rij.besluit.aanvraag,
        waarover=voornemen,
        besproken_op=vandaag,
        geopend_op=vandaag,
        tot=reageren_tot,
        door=door,
        intrekking=intrekking,
    )
    brieven_maken(rij.besluit.aanvraag, Zaakbrief.Soort.VOORNEMEN, op=op)
    vastleggen("intrekking_voornemen", intrekking, door=door, op=op, grond=grond)
    return intrekking


@transaction.atomic
def zienswijze_vastleggen(
    intrekking: Intrekking, *, door: Gebruiker, op: datetime, zienswijze_school: str, zienswijze_ouders: str
) -> Intrekking:
    """Write down what the school and the parents said; "" for who did not say anything (yet)."""
    rij = _open(intrekking, door)
    rij.zienswijze_school, rij.zienswijze_ouders = zienswijze_school.strip(), zienswijze_ouders.strip()
    rij.save(update_fields=["zienswijze_school", "zienswijze_ouders"])
    vastleggen("intrekking_zienswijze", rij, door=door, op=op)
    return rij


@transaction.atomic
def intrekking_stoppen(intrekking: Intrekking, *, door: Gebruiker, op: datetime, reden: str) -> Intrekking:
    """Give the intention up: the TLV stays as it is."""
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom de TLV toch blijft.")
    rij = _open(intrekking, door)
    rij.gestopt_op, rij.stop_reden = op, reden.strip()
    rij.save(update_fields=["gestopt_op", "stop_reden"])
    _ronde_sluiten(rij, op=op)
    brieven_vervallen(rij.tlv.besluit.aanvraag, op=op, reden="de TLV blijft", soort=Zaakbrief.Soort.VOORNEMEN)
    vastleggen("intrekking_stoppen", rij, door=door, op=op, reden=reden.strip())
    return rij


@transaction.atomic
def tlv_intrekken(
    intrekking: Intrekking, *, door: Gebruiker, op: datetime, per: date, motivering: str, antwoord_zienswijze: str
) -> Besluit:
    """Decide to take the TLV back: Besluit, its event, and the frozen words of one letter per addressee.

    Only when both reacted or their time is over, and never for days that have passed (R-TLV-17). Raises NietMogelijk
    with all reasons.
    """
    rijen = Intrekking.objects.visible_to(door, Permissie.BESLUIT_NEMEN).filter(pk=intrekking.pk)
    zaken = Aanvraag.objects.filter(pk__in=rijen.values("tlv__besluit__aanvraag"))
    get_object_or_404(zaken.select_for_update(of=("self",)))
    tlv = _tlv(intrekking.tlv, door, Permissie.BESLUIT_NEMEN)
    rij = _open(intrekking, door, Permissie.BESLUIT_NEMEN)
    keuze = Intrekbesluit(per=per, motivering=motivering.strip(), antwoord_zienswijze=antwoord_zienswijze.strip())
    if fouten := intrekken_fouten(rij, keuze, door=door, op=op):
        raise NietMogelijk(" ".join(fouten))
    besluit = _besluit(rij, keuze, door=door, op=op)
    rij.besluit = besluit
    rij.save(update_fields=["besluit"])
    _ronde_sluiten(rij, op=op)
    TlvGebeurtenis.objects.create(
        tlv=tlv, soort="ingetrokken", per=per, besluit=besluit, vastgelegd_op=op, vastgelegd_door=door
    )
    allen = geadresseerden(besluit.aanvraag, besluit.besluitdatum)
    for aan in allen:
        intrekbrief_bevriezen(besluit, aan, allen=allen, op=op)
    vastleggen("tlv_intrekken", tlv, door=door, op=op, per=per.isoformat())
    return besluit


def intrekken_fouten(intrekking: Intrekking, keuze: Intrekbesluit, *, door: Gebruiker, op: datetime) -> list[str]:
    """Every reason, as a sentence, why this cannot be decided now; [] when it can."""
    tlv, vandaag = intrekking.tlv, timezone.localdate(op)
    fouten = [fout] if (fout := _waarom_niet(tlv, vandaag)) else []
    meer_tijd = [een.tot for een in intrekking.meningen if een.tot and een.gegeven_op is None]
    dag = max([intrekking.reageren_tot, *meer_tijd])
    if not intrekking.beide_gereageerd and vandaag <= dag:
        fouten.append(f"School en ouders kunnen reageren tot en met {dag.day}-{dag.month}-{dag.year}. Wacht daarop.")
    eind = laatste_geldige_dag(tlv.vervaldatum, tlv.feiten())
    if keuze.per <= vandaag or (eind is not None and keuze.per > eind):
        fouten.append("Kies een dag na vandaag waarop de TLV nog geldt: intrekken kan niet met terugwerkende kracht.")
    if not keuze.motivering:
        fouten.append("Schrijf op waarom je de TLV intrekt.")
    if not keuze.antwoord_zienswijze:
        fouten.append("Schrijf op wat je vindt van de reacties van school en ouders.")
    fouten += samenvatting_mist(intrekking.tlv.besluit.aanvraag, intrekking)
    onze = (keuze.motivering, keuze.antwoord_zienswijze, intrekking.zienswijze_ouders, intrekking.zienswijze_school)
    if geheim := geheim_adres_fout(tlv.besluit.aanvraag, onze, vandaag):
        fouten.append(geheim)
    if geen_mandaat := _ondertekenaar(tlv, door=door, dag=vandaag)[1]:
        fouten.append(geen_mandaat)
    if fouten:
        return fouten
    brieven = [brief for _, brief in intrekbrieven(intrekking, keuze, door=door, op=op)]
    if len(brieven) < 2:
        return ["Er is niemand met gezag vastgelegd. Vraag de school dit eerst aan te vullen."]
    ontbreekt = dict.fromkeys(punt for brief in brieven for punt in letters.intrekking_ontbreekt(brief))
    fouten = [f"In de brief ontbreekt: {punt}." for punt in ontbreekt]
    return fouten or [*dict.fromkeys(filter(None, (niet_af_te_drukken(renderen(SJABLOON, b).html) for b in brieven)))]


def intrekbrieven(
    intrekking: Intrekking, keuze: Intrekbesluit, *, door: Gebruiker, op: datetime
) -> list[tuple[Geadresseerde, letters.Intrekbesluitbrief]]:
    """The letters as they would be. Writes nothing."""
    aanvraag, dag = intrekking.tlv.besluit.aanvraag, timezone.localdate(op)
    allen = geadresseerden(aanvraag, dag)
    tekent = letters.Ondertekening(**vars(_ondertekenaar(intrekking.tlv, door=door, dag=dag)[0]))
    return [(aan, _brief(intrekking, keuze, aan, allen, besloten_op=dag, tekent=tekent)) for aan in allen]


def intrekbrief_bevriezen(
    besluit: Besluit, aan: Geadresseerde, *, allen: list[Geadresseerde], op: datetime
) -> Bekendmaking:
    """The frozen words of one letter, tied to its addressee; also for who became one after the decision."""
    assert besluit.ingangsdatum is not None
    keuze = Intrekbesluit(
        per=besluit.ingangsdatum, motivering=besluit.motivering, antwoord_zienswijze=besluit.antwoord_zienswijze
    )
    tekent = letters.Ondertekening(
        naam=besluit.ondertekenaar,
        functie=besluit.functie,
        bevoegdheid=besluit.bevoegdheid,
        mandaat=besluit.mandaat.nummer if besluit.mandaat else "",
    )
    gegevens = _brief(besluit.intrekking, keuze, aan, allen, besloten_op=besluit.besluitdatum, tekent=tekent)
    brief = opstellen(
        SJABLOON,
        gegevens,
        soort="intrekking",
        titel=gegevens.documenttitel,
        bestandsnaam=f"{besluit.aanvraag.kenmerk}-intrekking.pdf",
        op=op,
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


def _brief(
    intrekking: Intrekking,
    keuze: Intrekbesluit,
    aan: Geadresseerde,
    allen: list[Geadresseerde],
    *,
    besloten_op: date,
    tekent: letters.Ondertekening,
) -> letters.Intrekbesluitbrief:
    tlv = intrekking.tlv
    aanvraag = tlv.besluit.aanvraag
    return letters.Intrekbesluitbrief(
        afzender=afzender(aanvraag, besloten_op),
        geadresseerde=geadresseerde(aanvraag, aan),
        kenmerk=aanvraag.kenmerk or "",
        leerling=letters.Leerling(
            naam=tlv.leerling.naam, roepnaam=tlv.leerling.roepnaam, geboortedatum=tlv.leerling.geboortedatum
        ),
        school=aanvraag.school.naam,
        verklaring=letters.Verklaring(
            nummer=tlv.nummer,
            soort=tlv.soort,
            categorie=tlv.categorie,
            gegeven_op=tlv.besluit.besluitdatum,
            begin=tlv.ingangsdatum,
            eind=tlv.vervaldatum,
            grondslag=aanvraag.instelling.grondslagen.get(tlv.soort, ""),
        ),
        per=keuze.per,
        besloten_op=besloten_op,
        grond=intrekking.grond,
        motivering=keuze.motivering,
        gevraagd_op=intrekking.gevraagd_op,
        reageren_tot=intrekking.reageren_tot,
        zienswijzen=_zienswijzen(intrekking, aan),
        antwoord_zienswijze=keuze.antwoord_zienswijze,
        rechtsmiddelen=rechtsmiddelen(aanvraag),
        ondertekening=tekent,
        afschriften=afschriften(aanvraag, aan, allen),
        voorbeeld=is_voorbeeld(aanvraag.swv),
    )


def intrekking_noemt(intrekking: Intrekking, keuze: Intrekbesluit, dag: date) -> list[str]:
    """The addresses of child and family that would stand in the letters, as far as nothing holds them back."""
    gegeven = Zienswijze.objects.filter(ronde__intrekking=intrekking, gegeven_op__isnull=False)
    teksten = [keuze.motivering, keuze.antwoord_zienswijze, intrekking.zienswijze_ouders, intrekking.zienswijze_school]
    teksten += [een.woorden for een in gegeven.prefetch_related("samenvattingen").order_by("pk")]
    return adressen_genoemd(intrekking.tlv.besluit.aanvraag, teksten, dag)


def _zienswijzen(intrekking: Intrekking, aan: Geadresseerde) -> tuple[letters.Zienswijze, ...]:
    """What each said in the portal, and what we wrote down: first of the family, then of the school."""
    aanvraag = intrekking.tlv.besluit.aanvraag
    rijen = Zienswijze.objects.filter(ronde__intrekking=intrekking, gegeven_op__isnull=False)
    ouders, school = (
        [dataclasses.replace(een, van=f"{een.van[:1].upper()}{een.van[1:]} schreef ons") for een in lijst]
        for lijst in (
            citaten(om_te_citeren(rijen.filter(school=None)), aanvraag, aan),
            citaten(om_te_citeren(rijen.exclude(school=None)), aanvraag, aan),
        )
    )
    if tekst := intrekking.zienswijze_ouders:
        ouders.append(letters.Zienswijze(van="De ouders schreven ons", tekst=tekst))
    if tekst := intrekking.zienswijze_school:
        eigen = aan.school is not None
        school.append(letters.Zienswijze(van="De school schreef ons", tekst=tekst, van_geadresseerde=eigen))
    return (
        *(ouders or [letters.Zienswijze(van="De ouders", tekst=GEEN_REACTIE)]),
        *(school or [letters.Zienswijze(van="De school", tekst=GEEN_REACTIE)]),
    )


def _ronde_sluiten(intrekking: Intrekking, *, op: datetime) -> None:
    Zienswijzeronde.objects.filter(intrekking=intrekking).update(gesloten_op=timezone.localdate(op))


def _besluit(intrekking: Intrekking, keuze: Intrekbesluit, *, door: Gebruiker, op: datetime) -> Besluit:
    eerder = intrekking.tlv.besluit
    tekent, _ = _ondertekenaar(intrekking.tlv, door=door, dag=timezone.localdate(op))
    besluit: Besluit = Besluit.objects.create(
        aanvraag=eerder.aanvraag,
        swv=eerder.swv,
        instelling=eerder.aanvraag.instelling,
        versie=volgende_versie(eerder.aanvraag),
        uitkomst=Uitkomst.INTREKKING,
        besluitdatum=timezone.localdate(op),
        soort=intrekking.tlv.soort,
        categorie=intrekking.tlv.categorie,
        ingangsdatum=keuze.per,
        motivering=keuze.motivering,
        antwoord_zienswijze=keuze.antwoord_zienswijze,
        bevoegdheid=tekent.bevoegdheid,
        ondertekenaar=tekent.naam,
        functie=tekent.functie,
        mandaat=Mandaat.objects.get(swv=eerder.swv, nummer=tekent.mandaat) if tekent.mandaat else None,
        genomen_op=op,
        genomen_door=door,
    )
    besluit.intrekking = intrekking
    return besluit


def _ondertekenaar(tlv: Tlv, *, door: Gebruiker, dag: date) -> tuple[Ondertekenaar, str]:
    """Who signs, and why this person may not take back a TLV of this kind and category; "" when it may."""
    zoals_gegeven = Beslissing(uitkomst=Uitkomst.TOEGEKEND, soort=tlv.soort, categorie=tlv.categorie, motivering="")
    return ondertekenaar(tlv.besluit.aanvraag, zoals_gegeven, door=door, dag=dag)


def _waarom_niet(tlv: Tlv, vandaag: date) -> str:
    if tlv.status(vandaag) not in LOPEND:
        return "Deze TLV geldt niet meer: er valt niets in te trekken."
    if tlv.ingetrokken:
        return "Deze TLV is al ingetrokken, vanaf een latere dag."
    if tlv.besluit.aanvraag.status != Status.BEKENDGEMAAKT:
        return "Verstuur eerst de brieven over het besluit."
    return ""


def _tlv(tlv: Tlv, door: Gebruiker, permissie: Permissie | None = None) -> Tlv:
    rijen = Tlv.objects.visible_to(door, permissie or _recht(door))
    rij: Tlv = get_object_or_404(rijen.select_for_update(of=("self",)), pk=tlv.pk)
    return rij


def _open(intrekking: Intrekking, door: Gebruiker, permissie: Permissie | None = None) -> Intrekking:
    rijen = Intrekking.objects.visible_to(door, permissie or _recht(door)).select_for_update(of=("self",))
    rij: Intrekking = get_object_or_404(rijen, pk=intrekking.pk)
    if rij.gestopt_op or rij.besluit_id:
        raise NietMogelijk("Over deze intrekking is al beslist.")
    return rij


def _recht(door: Gebruiker) -> Permissie:
    """The desk prepares and the beslisser may too."""
    return Permissie.TLV_REGISTREREN if door.heeft(Permissie.TLV_REGISTREREN) else Permissie.BESLUIT_NEMEN
