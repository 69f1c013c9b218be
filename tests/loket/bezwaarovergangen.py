"""For each transition of a file of bezwaren a case in which it can be done, by whom, and with what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.brieven import actions as brieven
from kern.gebruikers.rollen import SCHOOLROLLEN, Rol
from loket.actions.bezwaar import bekendmaken, beslissen, toetsen
from loket.actions.bezwaar.brief import Bezwaarbeslissing
from loket.models import Bezwaarstatus, Bezwaarzaak, Commissieadvies, Hoorzitting, Ingebrekestelling
from tests.bezwaren import besluit_bij, bezwaar_bij
from tests.factories import gebruiker_met

B = Bezwaarstatus
DAG = timedelta(days=1)
Velden = Callable[[Bezwaarzaak], dict[str, Any]]


def nu():
    return timezone.now()


def vandaag():
    return timezone.localdate()


# --- the cases ---------------------------------------------------------------------------------------------------


def in_(status: str, **velden: Any) -> Callable[[], Bezwaarzaak]:
    return lambda: bezwaar_bij(status=status, **velden).zaak


def getoetst(status: str) -> Callable[[], Bezwaarzaak]:
    return lambda: (
        bezwaar_bij(
            status=status,
            toets="ontvankelijk",
            getoetst_op=nu(),
            getoetst_door=gebruiker_met(Rol.BEZWAARBEHANDELAAR),
        ).zaak
    )


def gevraagd(dagen_geleden: int = 0) -> Callable[[], Bezwaarzaak]:
    """Asked for the reasons, with two weeks for it."""

    def maken() -> Bezwaarzaak:
        bezwaar = bezwaar_bij(status=B.TOETS, gronden="")
        wat = {"bezwaar": bezwaar.public_id, "dagen": 14, "vraag": "Waarom?"}
        door = gebruiker_met(Rol.BEZWAARBEHANDELAAR)
        return toetsen.herstel_vragen(bezwaar.zaak, door=door, op=nu() - dagen_geleden * DAG, **wat)

    return maken


def na_de_zitting() -> Bezwaarzaak:
    zaak = in_(B.HOORZITTING_GEPLAND)()
    Hoorzitting.objects.create(zaak=zaak, wanneer=nu() - DAG, waar="Hier", uitgenodigd_op=vandaag() - 14 * DAG)
    return zaak


def met_advies() -> Bezwaarzaak:
    zaak = getoetst(B.BESLISSING_CONCEPT)()
    door = gebruiker_met(Rol.BEZWAARBEHANDELAAR)
    wat = {"strekking": "ongegrond", "tekst": "Daarom.", "ontvangen_op": vandaag()}
    Commissieadvies.objects.create(zaak=zaak, vastgelegd_op=nu(), vastgelegd_door=door, **wat)
    return zaak


def beslist() -> Bezwaarzaak:
    return beslissen.op_bezwaar_beslissen(met_advies(), door=gebruiker_met(Rol.BESLISSER), op=nu(), keuze=KEUZE)


def te_verzenden() -> Bezwaarzaak:
    door = gebruiker_met(Rol.BEZWAARBEHANDELAAR)
    zaak = bekendmaken.bezwaarbrieven_klaarzetten(beslist(), door=door, op=nu(), verzenddatum=vandaag())
    for versie in list(brieven.te_maken(op=nu())):
        pdf = bewaren(b"%PDF-1.7", soort="application/pdf", op=nu())
        type(versie).objects.filter(pk=versie.pk).update(pdf=pdf, gemaakt_op=nu())
    return zaak


def veel_te_laat() -> Bezwaarzaak:
    bezwaar = bezwaar_bij(besluit_bij(verzonden=vandaag() - 250 * DAG), status=B.NAAR_COMMISSIE)
    door = gebruiker_met(Rol.BEZWAARBEHANDELAAR)
    wat = {"bezwaar": bezwaar, "ontvangen_op": vandaag() - 70 * DAG}
    Ingebrekestelling.objects.create(zaak=bezwaar.zaak, vastgelegd_op=nu(), vastgelegd_door=door, **wat)
    return bezwaar.zaak


# --- what goes along ---------------------------------------------------------------------------------------------

KEUZE = Bezwaarbeslissing(uitkomst="ongegrond", gevolg="handhaven", motivering="Wij volgen de commissie.")


def niets(zaak: Bezwaarzaak) -> dict[str, Any]:
    return {}


def zo(**velden: Any) -> Velden:
    return lambda zaak: velden


def over_een(**velden: Any) -> Velden:
    """About the only bezwaar in the file."""
    return lambda zaak: {"bezwaar": zaak.bezwaren.get().public_id, **velden}


def op_dag(zaak: Bezwaarzaak) -> dict[str, Any]:
    return {"dag": vandaag(), "tekst": "Tekst."}


@dataclass(frozen=True)
class Recept:
    """maken: the case; rol: who does it; velden: its keywords; weer: the second only replaces or adds to the first."""

    maken: Callable[[], Bezwaarzaak]
    rol: Rol
    velden: Velden = niets
    weer: bool = False

    def mensen(self, zaak: Bezwaarzaak) -> list[Any]:
        """Two people who may do it."""
        waar = {"school": zaak.besluit.aanvraag.school} if self.rol in SCHOOLROLLEN else {}
        return [gebruiker_met(self.rol, **waar) for _ in range(2)]


BB, BE, IB = Rol.BEZWAARBEHANDELAAR, Rol.BESLISSER, Rol.IB
RECEPTEN = {
    "bezwaar_nemen": Recept(in_(B.ONTVANGEN), BB),
    "bezwaar_toewijzen": Recept(in_(B.TOETS), BB, lambda _: {"behandelaar": gebruiker_met(BB)}, weer=True),
    "herstel_vragen": Recept(in_(B.TOETS, gronden=""), BB, over_een(dagen=28, vraag="Waarom?")),
    "redenen_ontvangen": Recept(gevraagd(), BB, over_een(gronden="Daarom.")),
    "redenen_sturen": Recept(gevraagd(), IB, over_een(redenen="Daarom.")),
    "herstel_verlopen": Recept(gevraagd(dagen_geleden=15), BB, over_een()),
    "bezwaar_toetsen": Recept(in_(B.TOETS), BB, over_een(toets="ontvankelijk"), weer=True),
    "bezwaar_intrekken": Recept(in_(B.NAAR_COMMISSIE), BB, over_een(waarom="Opgelost.")),
    "naar_commissie": Recept(getoetst(B.ONTVANKELIJK), BB, zo(commissie="lbt")),
    "hoorzitting_plannen": Recept(
        in_(B.NAAR_COMMISSIE), BB, lambda _: {"wanneer": nu() + 30 * DAG, "waar": "Hier"}, weer=True
    ),
    "verslag_vastleggen": Recept(na_de_zitting, BB, zo(aanwezig="De school.", verslag="Zij vertelde.")),
    "van_horen_afzien": Recept(in_(B.NAAR_COMMISSIE), BB, zo(grond="Awb 7:3")),
    "advies_vastleggen": Recept(in_(B.GEHOORD), BB, zo(strekking="gegrond", tekst="Daarom.")),
    "beslissing_voorbereiden": Recept(getoetst(B.ADVIES_ONTVANGEN), BB),
    "tegemoetkomen": Recept(getoetst(B.GEHOORD), BE, zo(volledig=True, anderen_gehoord="De ouders: akkoord.")),
    "op_bezwaar_beslissen": Recept(met_advies, BE, zo(keuze=KEUZE)),
    "bezwaarbrieven_klaarzetten": Recept(beslist, BB, lambda _: {"verzenddatum": vandaag()}, weer=True),
    "bezwaar_bekendmaken": Recept(te_verzenden, BB),
    "verdagen": Recept(in_(B.TOETS), BB, zo(waarom="De commissie kan niet eerder.")),
    "uitstel_afspreken": Recept(
        in_(B.TOETS), BB, lambda _: {"tot": vandaag() + 400 * DAG, "waarom": "De school stemde in."}
    ),
    "ingebrekestelling_vastleggen": Recept(
        in_(B.TOETS), BB, lambda zaak: over_een(ontvangen_op=vandaag())(zaak), weer=True
    ),
    "voorlopige_voorziening_vastleggen": Recept(in_(B.TOETS), BB, op_dag, weer=True),
    "dwangsom_vaststellen": Recept(
        veel_te_laat, BE, lambda zaak: {"ingebrekestelling": zaak.ingebrekestellingen.get().public_id}
    ),
    "beroep_vastleggen": Recept(in_(B.BEKENDGEMAAKT), BB, op_dag),
    "uitspraak_vastleggen": Recept(in_(B.IN_BEROEP), BB, op_dag),
    "hoger_beroep_vastleggen": Recept(in_(B.UITSPRAAK), BB, op_dag),
    "bezwaar_sluiten": Recept(in_(B.UITSPRAAK), BB),
}
