"""A bezwaar by the real steps, from a besluit that went out to a decision that went out."""

from __future__ import annotations

import threading
from datetime import timedelta

from django.db import connection, connections, transaction
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.bezwaar import bekendmaken as versturen
from loket.actions.bezwaar import beslissen, commissie, toetsen
from loket.actions.bezwaar.brief import Bezwaarbeslissing
from loket.actions.brief import Beslissing
from loket.models import Besluit, Bezwaarzaak
from tests.bezwaren import bezwaar_bij
from tests.factories import beslissing, pdfs_klaar
from tests.werker import wacht_tot


def nu():
    return timezone.now()


def vandaag():
    return timezone.localdate()


def besluit_met_tlv(aanvraag, beslisser, loket) -> Besluit:
    """A besluit that granted a TLV, sent to everybody."""
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    besluit_versturen(aanvraag, loket)
    return aanvraag.besluiten.get()


def besluit_versturen(aanvraag, loket) -> None:
    klaarzetten(aanvraag, door=loket, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    bekendmaken(aanvraag, door=loket, op=nu())


def tot_concept(besluit, door, *, van="school", strekking="gegrond", tekst="Daarom.") -> Bezwaarzaak:
    """Through the real steps, to where the beslisser writes."""
    bezwaar = bezwaar_bij(besluit, van=van)
    zaak, doen = bezwaar.zaak, {"door": door, "op": nu()}
    toetsen.bezwaar_nemen(zaak, **doen)
    toetsen.bezwaar_toetsen(zaak, **doen, bezwaar=bezwaar.public_id, toets="ontvankelijk")
    commissie.naar_commissie(zaak, **doen, commissie="lbt")
    commissie.hoorzitting_plannen(zaak, **doen, wanneer=nu() + timedelta(days=11), waar="Kadeplein 1")
    later = {"door": door, "op": nu() + timedelta(days=12)}
    commissie.verslag_vastleggen(zaak, **later, aanwezig="De school.", verslag="De school vertelde.")
    commissie.advies_vastleggen(zaak, **later, strekking=strekking, tekst=tekst, ontvangen_op=vandaag())
    return beslissen.beslissing_voorbereiden(zaak, **doen)


def nieuw(aanvraag, **anders) -> Beslissing:
    velden = beslissing(aanvraag, categorie="M") | {"uitkomst": "toegekend"} | anders
    return Beslissing(**velden)


def keuze(**anders) -> Bezwaarbeslissing:
    velden = {"uitkomst": "ongegrond", "gevolg": "handhaven", "motivering": "Wij volgen de commissie."} | anders
    return Bezwaarbeslissing(**velden)


def versturen_allemaal(zaak, door):
    versturen.bezwaarbrieven_klaarzetten(zaak, door=door, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    return versturen.bezwaar_bekendmaken(zaak, door=door, op=nu())


def iemand_wacht_op_mij() -> bool:
    """Whether another connection waits for a lock that this one holds."""
    with connection.cursor() as db:
        db.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
        )
        return db.fetchone()[0]


def tegelijk(eerst, daarna):
    """Begin `daarna` while the transaction of `eerst` is open: it must wait for it. What it gave back or raised."""
    uitkomst = []

    def draaien():
        try:
            uitkomst.append(daarna())
        except NietMogelijk as reden:
            uitkomst.append(reden)
        finally:
            connections.close_all()

    draad = threading.Thread(target=draaien)
    with transaction.atomic():
        eerst()
        draad.start()
        wacht_tot(iemand_wacht_op_mij, 20, "de ander, die op ons slot moet wachten")
    draad.join(20)
    (een,) = uitkomst
    return een
