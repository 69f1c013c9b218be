"""Rows for tests of figures: an aanvraag with its days, without the words that nobody counts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag, Besluit, Status, Tlv
from tests.factories import InstellingFactory, LeerlingFactory, SchoolFactory, gebruiker_met

STATUS = {
    "toegekend": Status.BESLOTEN_TOEGEKEND,
    "afwijkend": Status.BESLOTEN_AFWIJKEND,
    "afgewezen": Status.BESLOTEN_AFGEWEZEN,
    "buiten_behandeling": Status.BUITEN_BEHANDELING,
}


def moment(dag: date) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(10)))


class Regio:
    """One school of an SWV that promises six weeks, and who works there."""

    def __init__(self) -> None:
        self.instelling = InstellingFactory()
        self.school = SchoolFactory()
        self.ib, self.beslisser = gebruiker_met(Rol.IB, school=self.school), gebruiker_met(Rol.BESLISSER)
        self.nummer = 0

    def aanvraag(
        self,
        ontvangen: date | None,
        *,
        compleet: date | None = None,
        besloten: date | None = None,
        uitkomst: str = "afgewezen",
        ingetrokken: date | None = None,
        **velden: object,
    ) -> Aanvraag:
        """One aanvraag with these days. Without a day of receipt it is a draft."""
        self.nummer += 1
        status = Status.CONCEPT if ontvangen is None else Status.INGEDIEND
        if ingetrokken:
            status = Status.INGETROKKEN
        elif besloten:
            status = STATUS[uitkomst]
        weg = {} if ontvangen is None else {"kenmerk": f"AV-2026-{self.nummer:04}", "ontvangstdatum": ontvangen}
        if velden.get("aanleiding") == "verlenging":
            velden |= self.vorige()
        if ontvangen is not None:
            weg |= {"ingediend_op": moment(ontvangen), "ingediend_door": self.ib}
        rij = Aanvraag.objects.create(
            swv=self.instelling.swv,
            instelling=self.instelling,
            school=self.school,
            leerling=velden.pop("leerling", None) or LeerlingFactory(),
            bij_school="ingeschreven",
            status=status,
            compleetdatum=compleet,
            ingetrokken_op=moment(ingetrokken) if ingetrokken else None,
            created_at=moment(ontvangen or date(2026, 1, 1)),
            aangemaakt_door=self.ib,
            **({"soort": "SO"} | weg | velden),
        )
        if besloten:
            self.besluit(rij, besloten, uitkomst)
        return rij

    def vorige(self) -> dict[str, object]:
        """A TLV of years ago to renew, and its child."""
        eerst = self.aanvraag(date(2019, 1, 7), besloten=date(2019, 2, 4), uitkomst="toegekend")
        tlv = Tlv.objects.create(
            besluit=eerst.besluiten.get(),
            leerling=eerst.leerling,
            swv=eerst.swv,
            schooljaar=2018,
            volgnummer=self.nummer,
            nummer=f"P-{self.nummer}",
            soort="SO",
            categorie="L",
            ingangsdatum=date(2019, 2, 4),
            vervaldatum=date(2026, 7, 31),
        )
        return {"vorige_tlv": tlv, "leerling": eerst.leerling}

    def besluit(self, rij: Aanvraag, dag: date, uitkomst: str, versie: int = 1) -> Besluit:
        periode = {}
        if uitkomst in ("toegekend", "afwijkend"):
            periode = {"ingangsdatum": dag, "vervaldatum": dag + timedelta(days=300)}
        return Besluit.objects.create(
            aanvraag=rij,
            swv=rij.swv,
            instelling=rij.instelling,
            versie=versie,
            uitkomst=uitkomst,
            besluitdatum=dag,
            soort="SO",
            categorie="L" if periode else "",
            motivering="Past.",
            bevoegdheid="bestuursorgaan",
            ondertekenaar="Proef",
            functie="directeur",
            genomen_op=moment(dag),
            genomen_door=self.beslisser,
            **periode,
        )
