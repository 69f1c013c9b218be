"""What comes beside and after the main path in the demo: views, sending on, leaving aside, placements, notes.

Everything on rows that the demo made before, through the same actions as real ones. Children whose parents can log in
stay as they are: they have most to see already.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.termijnen.kalender import is_werkdag, verleng
from loket.actions import behandeling, bekendmaken, doorzenden, gesprekken, ontvangst, tlv, zaakbrief, zienswijze
from loket.actions.buiten_behandeling import buiten_behandeling_stellen
from loket.demoakkoord import akkoord_vullen
from loket.demobrieven import pdfs_van
from loket.demogezin import gezinnen_vullen
from loket.demogezinsvragen import gezinsvragen_vullen
from loket.demohelper import helper_vullen
from loket.demoprivacy import privacy_vullen
from loket.demostukken import stukken_vullen
from loket.demotoestemming import toestemmingen_vullen
from loket.models import Aanvraag, Status, Tlv
from scholen.actions import zorgplicht
from scholen.models import Aanmelding, Gezag, Inschrijving, School

S = Status
PLAATSINGEN = 4
AANMELDINGEN = 4
OPZIJ = (
    "Zonder een recent ontwikkelingsperspectief weten wij niet welke hulp {v} nu krijgt. Zo kunnen wij niet oordelen."
)
VOORNEMEN = (
    "De deskundigen adviseren een jaar minder dan de school vroeg. Wij denken erover dat advies te volgen, omdat {v} "
    "zich snel ontwikkelt."
)
GRENS = "De school ligt in een andere regio. Het samenwerkingsverband daar beslist over deze aanvraag."
NOTITIES = (
    "De intern begeleider klonk bezorgd aan de telefoon. Kijk jij mee of dit sneller kan?",
    "OPP is van vóór de zomer. Vraag bij twijfel naar de evaluatie van oktober.",
    "Ouders willen graag een gesprek voordat er een besluit komt.",
)


def vervolg_vullen(*, loket: Gebruiker, beslisser: Gebruiker, vandaag: date) -> None:
    """Lay it all down as of this day. What a region has no rows for is left out."""
    stukken_vullen()
    _zienswijzen(loket, vandaag)
    _doorsturen(loket, beslisser, vandaag)
    _opzij(loket, beslisser, vandaag)
    _plaatsen(loket, vandaag)
    _aanmeldingen(vandaag)
    _gesproken(loket, beslisser, vandaag)
    _bij_adviseur(loket, vandaag)
    _meekijken(loket, vandaag)
    privacy_vullen(loket=loket, vandaag=vandaag)
    gezinnen_vullen(vandaag=vandaag)
    toestemmingen_vullen(loket=loket, vandaag=vandaag)
    akkoord_vullen(vandaag=vandaag)
    helper_vullen(vandaag=vandaag)
    gezinsvragen_vullen(loket=loket, vandaag=vandaag)


def _meekijken(loket: Gebruiker, vandaag: date) -> None:
    """A letter with a code to parents without an account, made and to be printed: with it one walks the way in."""
    for zaak in _vrij(S.IN_CONTROLE, 1):
        op = _moment(vandaag, 9)
        if ontvangst.aan_te_bieden(zaak, vandaag):
            ontvangst.portaal_aanbieden(zaak, door=loket, op=op)
            zaakbrief.zaakbrieven_klaarzetten(zaak, door=loket, op=op, verzenddatum=verleng(vandaag))
            pdfs_van(Q(zaakbrief__aanvraag=zaak), op=op)


def _vrij(status: Status, hoeveel: int) -> list[Aanvraag]:
    """Cases in this status of children whose parents have no account."""
    met_account = Gezag.objects.filter(betrokkene__gebruiker__isnull=False).values("leerling")
    lijst = Aanvraag.objects.filter(status=status, leerling__isnull=False).exclude(leerling__in=met_account)
    return list(lijst.order_by("pk")[:hoeveel])


def _zienswijzen(loket: Gebruiker, vandaag: date) -> None:
    """Two cases about which parents and school were asked; of one the first parent answered by phone."""
    dag = _werkdag(vandaag - timedelta(days=4))
    for nummer, zaak in enumerate(_vrij(S.BESLUIT_VOORBEREIDEN, 2)):
        assert zaak.leerling is not None
        zienswijze.zienswijze_openen(
            zaak,
            door=loket,
            op=_moment(dag, 10),
            waarover=VOORNEMEN.format(v=zaak.leerling.roepnaam),
            besproken_op=dag - timedelta(days=1),
            dagen=_dagen(zaak, dag),
        )
        zaakbrief.zaakbrieven_klaarzetten(zaak, door=loket, op=_moment(dag, 11), verzenddatum=dag, nagekeken=True)
        pdfs_van(Q(zaakbrief__aanvraag=zaak), op=_moment(dag, 12))
        zaakbrief.zaakbrieven_verzonden(zaak, door=loket, op=_moment(dag, 16))
        eerste = zaak.zienswijzeronden.get().zienswijzen.filter(aan="ouder").order_by("pk").first()
        if nummer == 0 and eerste is not None:
            zienswijze.zienswijze_vastleggen(
                eerste,
                door=loket,
                op=_moment(vandaag - timedelta(days=1), 14),
                gegeven_op=vandaag - timedelta(days=1),
                kanaal="telefoon",
                eens="deels",
                tekst="Ik wil liever dat het twee jaar is. Een jaar is zo voorbij.",
            )


def _dagen(zaak: Aanvraag, dag: date) -> int:
    """How long they have: what the SWV set, or less when we must decide before that."""
    termijn, gewoon = zaak.termijn(dag), zaak.instelling.zienswijze_dagen
    hebben = (termijn.wettelijk - dag).days - 1 if termijn else gewoon
    return min(gewoon, hebben) if hebben > 0 else gewoon


def _doorsturen(loket: Gebruiker, beslisser: Gebruiker, vandaag: date) -> None:
    """One aanvraag that went to another SWV, and one proposal that waits for the beslisser."""
    dag = _werkdag(vandaag - timedelta(days=1))
    for zaak in _vrij(S.IN_CONTROLE, 1):
        _voorstel(zaak, loket, dag)
        doorzenden.doorzenden(zaak, door=beslisser, op=_moment(dag, 15))
    for zaak in _vrij(S.INGEDIEND, 1):
        _voorstel(zaak, loket, vandaag)


def _voorstel(zaak: Aanvraag, loket: Gebruiker, dag: date) -> None:
    doorzenden.doorzending_voorstellen(
        zaak, door=loket, op=_moment(dag, 8), naar_naam="Samenwerkingsverband De Overkant", reden=GRENS
    )


def _opzij(loket: Gebruiker, beslisser: Gebruiker, vandaag: date) -> None:
    """Two that were left aside because the school did not complete them; of one the letters went out."""
    dag = _werkdag(vandaag - timedelta(days=4))
    for nummer, zaak in enumerate(_vrij(S.AANVULLING_GEVRAAGD, 2)):
        assert zaak.leerling is not None
        vraag = zaak.aanvullingen.get()
        vraag.gevraagd_op, vraag.hersteltermijn_tot = dag - timedelta(days=21), dag - timedelta(days=7)
        vraag.save()
        motivering = OPZIJ.format(v=zaak.leerling.roepnaam)
        buiten_behandeling_stellen(zaak, door=beslisser, op=_moment(dag, 10), motivering=motivering)
        if nummer == 0:
            bekendmaken.klaarzetten(zaak, door=loket, op=_moment(dag, 11), verzenddatum=dag, nagekeken=True)
            pdfs_van(Q(bekendmaking__besluit__aanvraag=zaak), op=_moment(dag, 12))
            bekendmaken.bekendmaken(zaak, door=loket, op=_moment(dag, 16))


def _plaatsen(loket: Gebruiker, vandaag: date) -> None:
    """Some children go to a school on their TLV."""
    met_account = Gezag.objects.filter(betrokkene__gebruiker__isnull=False).values("leerling")
    lijst = Tlv.objects.filter(ingangsdatum__lte=vandaag, vervaldatum__gt=vandaag).exclude(leerling__in=met_account)
    gedaan = 0
    for een in lijst.order_by("pk"):
        school = School.objects.open(vandaag).filter(soort__in=tlv.NEEMT_AAN[een.soort]).order_by("brin6").first()
        if school is None or gedaan == PLAATSINGEN:
            continue
        per = max(een.ingangsdatum, vandaag - timedelta(days=30))
        gedaan += _lukt(partial(_plaats, een, loket, school, per, vandaag))


def _plaats(een: Tlv, loket: Gebruiker, school: School, per: date, vandaag: date) -> None:
    tlv.plaatsen(een, door=loket, op=_moment(vandaag, 8), school=school, per=per)


def _aanmeldingen(vandaag: date) -> None:
    """Parents applied at another school: new, being looked into, and two without a place."""
    leden = Lidmaatschap.objects.filter(rol=Rol.IB, plek__school__isnull=False).select_related("plek__school")
    mensen = [(lid.gebruiker, lid.plek.school) for lid in leden.order_by("pk") if lid.plek.school]
    kinderen = Inschrijving.objects.filter(tot=None, leerling__aanmeldingen=None).select_related("leerling")
    for nummer, inschrijving in enumerate(kinderen.order_by("-pk")[:AANMELDINGEN]):
        wie, school = mensen[nummer % len(mensen)]
        if school.pk == inschrijving.school_id:
            continue
        dag = vandaag - timedelta(days=(5, 20, 45, 60)[nummer])
        with transaction.atomic():
            rij = Aanmelding.objects.create(leerling=inschrijving.leerling, school=school, ontvangen_op=dag)
            if nummer:
                zorgplicht.onderzoek_beginnen(rij, door=wie, op=_moment(dag + timedelta(days=2), 9))
            if nummer >= 2:
                reden = "Drie scholen gebeld. Geen van drie heeft nu plek in deze groep."
                zorgplicht.zonder_plek_melden(rij, door=wie, op=_moment(vandaag - timedelta(days=2), 11), reden=reden)


def _gesproken(loket: Gebruiker, beslisser: Gebruiker, vandaag: date) -> None:
    """Notes for colleagues, a talk with a parent, and a question to a school with its answer."""
    zaken = list(Aanvraag.objects.filter(status__in=[S.IN_CONTROLE, S.IN_ADVIES, S.COMPLEET]).order_by("pk")[:3])
    for nummer, (zaak, tekst) in enumerate(zip(zaken, NOTITIES, strict=False)):
        dag = vandaag - timedelta(days=nummer + 1)
        noemen = [beslisser] if nummer == 2 else []
        gesprekken.notitie_schrijven(zaak, door=loket, op=_moment(dag, 13), tekst=tekst, noemen=noemen)
    for zaak in zaken[:1]:
        dag = vandaag - timedelta(days=2)
        gesprekken.contact_vastleggen(
            zaak,
            door=loket,
            op=_moment(dag, 15),
            hoe="telefoon",
            met_wie="moeder",
            op_dag=dag,
            tekst="Uitgelegd hoe het verder gaat. Zij belt zelf met de school.",
        )
        gesprekken.schoolbericht_sturen(
            zaak, door=loket, op=_moment(dag, 16), tekst="Wanneer is de volgende evaluatie van het plan?"
        )
        if zaak.ingediend_door:
            gesprekken.schoolbericht_antwoorden(
                zaak, door=zaak.ingediend_door, op=_moment(vandaag - timedelta(days=1), 9), tekst="Over twee weken."
            )


def _bij_adviseur(loket: Gebruiker, vandaag: date) -> None:
    """One question is answered by an adviseur, when the demo has one."""
    lid = Lidmaatschap.objects.filter(rol=Rol.ADVISEUR).select_related("gebruiker").order_by("pk").first()
    vraag = Aanvraag.objects.filter(status=S.IN_BEHANDELING).order_by("pk").first()
    if lid and vraag:
        behandeling.toewijzen(vraag, door=loket, op=_moment(vandaag, 8), behandelaar=lid.gebruiker)


def _lukt(doen: Callable[[], object]) -> bool:
    """Whether it was possible for this row."""
    try:
        with transaction.atomic():
            doen()
    except NietMogelijk:
        return False
    return True


def _werkdag(dag: date) -> date:
    """This day, or the last one before it on which an office is open."""
    while not is_werkdag(dag):
        dag -= timedelta(days=1)
    return dag


def _moment(dag: date, uur: int) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(uur, 20)))
