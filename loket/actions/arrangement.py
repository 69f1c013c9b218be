"""The answer to a request for extra help: frozen here, told to school and family. What it costs keeps the app above."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.html import escape

from kern.brieven.tekens import niet_af_te_drukken
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket import letters
from loket.models import Aanvraag, Arrangementuitkomst, Mandaat, Status, Zaakbrief
from loket.rules.mandaat import ARRANGEMENT
from loket.rules.soorten import UIT_AANBOD
from scholen.models import Instelling

from .aanvraag import ONDERDELEN
from .brief import Ondertekenaar
from .consult import kopie_voor
from .geadresseerden import geadresseerden
from .mandaat import mandaat_van
from .nummers import volgend_kenmerk
from .overgang import overgang
from .zaakbrief import brieven_maken
from .zaakwoorden import Onderwerp, zaakbrief

S = Status
P = Permissie
Soort = Zaakbrief.Soort
Bevoegdheid = Instelling.Bevoegdheid


@dataclass(frozen=True, kw_only=True)
class Hulp:
    """What is answered, in the words of the letter. vorm: "begeleiding in de klas"; omvang: "40 uur"; eind inclusive.

    omvang, begin and eind only when granted; passende_hulp after a refusal: which help does fit. bedrag: what it costs,
    for a mandate with a bound.
    """

    toegekend: bool
    vorm: str
    motivering: str
    omvang: str = ""
    begin: date | None = None
    eind: date | None = None
    passende_hulp: str = ""
    bedrag: Decimal | None = None


def vraagt_hulp(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Whether this is a request for extra help."""
    return "" if aanvraag.soort in UIT_AANBOD else "Dit is geen vraag om een arrangement."


@overgang(
    van={S.INGEDIEND, S.IN_BEHANDELING},
    naar=S.ADVIES_UITGEBRACHT,
    permissie=P.ARRANGEMENT_TOEKENNEN,
    mits=(vraagt_hulp,),
)
def arrangement_beantwoorden(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, hulp: Hulp) -> None:
    """Answer the school, and the family of a child: a frozen answer, and a letter to each of them.

    As a mere answer it goes by the portal by itself to who reads there, with the usual mail. As a besluit a person
    sends the letters, and until then nobody outside reads the outcome (afspraak 4). Raises NietMogelijk with what is
    missing, or when this user may not sign such a besluit.
    """
    dag = timezone.localdate(op)
    besluit = aanvraag.instelling.arrangement_is_besluit and aanvraag.leerling is not None
    tekent = _ondertekenaar(aanvraag, hulp, door=door, dag=dag, besluit=besluit)
    if aanvraag.behandelaar is None:
        aanvraag.behandelaar = door
    _bewaren(aanvraag, hulp, tekent, besluit=besluit, door=door, op=op)
    _nakijken(aanvraag, hulp, dag)
    brieven_maken(aanvraag, Soort.ARRANGEMENT, op=op, door=None if besluit else door)
    if besluit:
        return
    lezers = [aanvraag.ingediend_door, *(aan.gebruiker for aan in kopie_voor(aanvraag, dag) if aan.leerling)]
    for lezer in filter(None, lezers):
        melden(wie=lezer, sleutel=f"arrangement-{aanvraag.public_id}-{lezer.public_id}", op=op)


def vraag_heropenen(vorige: Aanvraag, *, door: Gebruiker, op: datetime) -> Aanvraag:
    """The same question once more, so that it can be answered anew: what was answered stays, and is no longer the last.

    It keeps the words, the day and who asked: the school asked nothing new.
    Raises NietMogelijk when it was not granted.
    """
    rijen = Aanvraag.objects.visible_to(door, P.ARRANGEMENT_TOEKENNEN).select_for_update(of=("self",))
    oud: Aanvraag = get_object_or_404(rijen, pk=vorige.pk)
    if not Arrangementuitkomst.objects.filter(aanvraag=oud, toegekend=True).exists():
        raise NietMogelijk("Hier is nog geen hulp op toegekend.")
    dag = timezone.localdate(op)
    nieuw = Aanvraag.objects.create(
        swv=oud.swv,
        instelling=Instelling.objects.geldig(oud.swv, dag),
        school=oud.school,
        leerling=oud.leerling,
        bij_school=oud.bij_school,
        soort=oud.soort,
        gewicht=oud.gewicht,
        status=S.INGEDIEND,
        kenmerk=volgend_kenmerk(oud.swv, dag.year),
        created_at=op,
        aangemaakt_door=door,
        ingediend_op=oud.ingediend_op,
        ingediend_door=oud.ingediend_door,
        ontvangstdatum=oud.ontvangstdatum,
    )
    for slug in nieuw.delen:
        model = ONDERDELEN[slug]
        namen = {veld.attname for veld in model._meta.concrete_fields} - {"id", "public_id", "aanvraag_id"}
        woorden = model.objects.filter(aanvraag=oud).values(*namen).first() or {}
        model.objects.create(aanvraag=nieuw, **woorden)
    vastleggen("vraag_heropenen", nieuw, door=door, op=op, van=oud.kenmerk or "")
    return nieuw


def _ondertekenaar(aanvraag: Aanvraag, hulp: Hulp, *, door: Gebruiker, dag: date, besluit: bool) -> Ondertekenaar:
    """Who signs. A besluit is of the board, or under a mandate about arrangementen that reaches this amount."""
    instelling, beslist = aanvraag.instelling, door.heeft(P.BESLUIT_NEMEN)
    functie = instelling.ondertekenaar_functie if beslist else str(Rol.ADVISEUR.label)
    tekent = Ondertekenaar(naam=door.naam, functie=functie, bevoegdheid="")
    if not besluit:
        return tekent
    if beslist and instelling.bevoegdheid == Bevoegdheid.BESTUURSORGAAN:
        return dataclasses.replace(tekent, bevoegdheid=Bevoegdheid.BESTUURSORGAAN)
    mandaat, fout = mandaat_van(aanvraag.swv, door, soort=ARRANGEMENT, categorie="", dag=dag, bedrag=hulp.bedrag)
    if mandaat is None:
        raise NietMogelijk(fout)
    functie = mandaat.functie if mandaat.gebruiker_id == door.pk else f"plaatsvervanger van de {mandaat.functie}"
    return dataclasses.replace(tekent, functie=functie, bevoegdheid=Bevoegdheid.MANDAAT, mandaat=mandaat.nummer)


def _bewaren(
    aanvraag: Aanvraag, hulp: Hulp, tekent: Ondertekenaar, *, besluit: bool, door: Gebruiker, op: datetime
) -> None:
    rij = Arrangementuitkomst(
        aanvraag=aanvraag,
        toegekend=hulp.toegekend,
        vorm=hulp.vorm.strip(),
        omvang=hulp.omvang.strip() if hulp.toegekend else "",
        begin=hulp.begin if hulp.toegekend else None,
        eind=hulp.eind if hulp.toegekend else None,
        motivering=hulp.motivering.strip(),
        passende_hulp="" if hulp.toegekend else hulp.passende_hulp.strip(),
        is_besluit=besluit,
        besloten_op=timezone.localdate(op),
        bevoegdheid=tekent.bevoegdheid,
        mandaat=Mandaat.objects.get(swv=aanvraag.swv, nummer=tekent.mandaat) if tekent.mandaat else None,
        ondertekenaar=tekent.naam,
        functie=tekent.functie,
        genomen_op=op,
        genomen_door=door,
    )
    try:
        rij.full_clean()
    except ValidationError as fout:
        raise NietMogelijk(" ".join(fout.messages)) from fout
    rij.save()


def _nakijken(aanvraag: Aanvraag, hulp: Hulp, dag: date) -> None:
    """Nothing that cannot be printed is frozen, and no letter that lacks what it must say."""
    if fout := niet_af_te_drukken(escape("\n".join((hulp.vorm, hulp.omvang, hulp.motivering, hulp.passende_hulp)))):
        raise NietMogelijk(fout)
    if aanvraag.leerling is None:
        return
    for aan in geadresseerden(aanvraag, dag):
        brief = zaakbrief(Onderwerp(aanvraag=aanvraag, soort=Soort.ARRANGEMENT, aan=aan, dag=dag))
        assert isinstance(brief, letters.Arrangementbrief)
        if mist := letters.arrangementbrief_ontbreekt(brief):
            raise NietMogelijk(f"In de brief ontbreekt: {mist[0]}.")
