"""Rows for tests of figures: an aanvraag with its days, without the words that nobody counts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from kern.brieven.models import Brief
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from loket.actions.signaal import signaal_opschrijven
from loket.models import (
    Aanvraag,
    Bekendmaking,
    BeslissingOpBezwaar,
    Besluit,
    Bezwaar,
    Bezwaarzaak,
    Signaal,
    Status,
    Stem,
    Tlv,
)
from loket.rules.bezwaar import bezwaar_tot
from scholen.models import Samenwerkingsverband
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

    def bezwaar(
        self,
        ontvangen: date,
        *,
        besloten: date | None = None,
        uitkomst: str = "ongegrond",
        ingetrokken: date | None = None,
        brief: date | None = None,
    ) -> Bezwaarzaak:
        """A file with one bezwaar of the school, on a besluit of its own. brief: when the letter of it went out."""
        self.nummer += 1
        besluit = self.aanvraag(ontvangen, besloten=ontvangen).besluiten.get()
        if brief:
            self.bekendmaking(besluit, brief)
        status = "ingetrokken" if ingetrokken else f"besloten_{uitkomst}" if besloten else "ontvangen"
        wat = {"besluit": besluit, "swv": besluit.swv, "instelling": self.instelling, "status": status}
        zaak = Bezwaarzaak.objects.create(**wat, kenmerk=f"BZ-{self.nummer:04}", created_at=moment(ontvangen))
        Bezwaar.objects.create(
            zaak=zaak,
            van="school",
            school=self.school,
            kanaal="portaal",
            ontvangen_op=ontvangen,
            gronden="Niet mee eens.",
            ingetrokken_op=ingetrokken,
            created_at=moment(ontvangen),
            vastgelegd_door=self.ib,
        )
        if besloten:
            BeslissingOpBezwaar.objects.create(
                zaak=zaak,
                instelling=self.instelling,
                uitkomst=uitkomst,
                gevolg="herroepen" if uitkomst in ("gegrond", "deels_gegrond") else "handhaven",
                besluitdatum=besloten,
                motivering="Past.",
                bevoegdheid="bestuursorgaan",
                ondertekenaar="Proef",
                functie="directeur",
                genomen_op=moment(besloten),
                genomen_door=self.beslisser,
            )
        return zaak

    def bekendmaking(self, besluit: Besluit, dag: date) -> None:
        """The letter of this besluit to the school, sent on this day."""
        stub = {"soort": "besluit", "sjabloon": "x", "sjabloon_versie": "x", "context": {}, "html": "<p>x</p>"}
        brief = Brief.objects.create(**stub, titel="Besluit", bestandsnaam="b.pdf", created_at=moment(dag))
        Bekendmaking.objects.create(
            besluit=besluit,
            aan="school",
            school=self.school,
            brief=brief,
            verzenddatum=dag,
            bezwaar_tot=bezwaar_tot(dag),
            verzonden_op=moment(dag),
            verzonden_door=self.ib,
        )

    def stem(self, rij: Aanvraag, *, reden: str = "") -> None:
        """The pupil spoke, or it says why not."""
        wat = {"manier": "niet", "niet_reden": reden} if reden else {"manier": "zelf", "lezer": "iedereen"}
        Stem.objects.create(aanvraag=rij, gegeven_op=timezone.now(), begonnen_door=self.ib, **wat)


def signaal(swv: Samenwerkingsverband, door: Gebruiker, dag: date | None = None, **velden: Any) -> Signaal:
    """One signal of the steunpunt, written down on the day on which it was said."""
    dag = dag or timezone.localdate()
    wat = {"thema": "Thuis zitten", "van": "ouder", "tekst": "Het duurt lang."} | velden
    return signaal_opschrijven(swv, door=door, op=moment(max(dag, timezone.localdate())), dag=dag, **wat)
