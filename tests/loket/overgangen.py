"""For each transition of an aanvraag a case in which it can be done, by whom, and with what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.brieven import actions as brieven
from kern.gebruikers.rollen import SCHOOLROLLEN, Rol
from kern.termijnen.kalender import verleng
from loket.actions.arrangement import Hulp
from loket.actions.bekendmaken import klaarzetten
from loket.actions.besluit import bepalen, besluiten
from loket.actions.brief import Beslissing
from loket.models import Aanvraag, Aanvulling, Bijlage, Doorzending, Status
from scholen.models import Aanmelding
from tests.factories import (
    SchoolFactory,
    aanvraag_in,
    aanvraag_te_laat,
    advies_bij,
    beslissing,
    consultadvies_bij,
    gebruiker_met,
)

S = Status
DAG = timedelta(days=1)
Velden = Callable[[Aanvraag, Any], dict[str, Any]]


def nu():
    return timezone.now()


def vandaag():
    return timezone.localdate()


# --- the cases ---------------------------------------------------------------------------------------------------


def in_(status: str, **velden: Any) -> Callable[[], Aanvraag]:
    return lambda: aanvraag_in(status, **velden)


def gevraagd_geleden(dagen: int) -> Callable[[], Aanvraag]:
    """Asked to complete so long ago that the days given are over."""

    def maken() -> Aanvraag:
        aanvraag = aanvraag_in(S.AANVULLING_GEVRAAGD, ingediend=nu() - (dagen + 5) * DAG)
        dag = vandaag() - dagen * DAG
        Aanvulling.objects.filter(aanvraag=aanvraag).update(gevraagd_op=dag, hersteltermijn_tot=dag + 14 * DAG)
        return aanvraag

    return maken


def met_voorstel() -> Aanvraag:
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    door = gebruiker_met(Rol.LOKETMEDEWERKER)
    Doorzending.objects.create(
        aanvraag=aanvraag, naar_naam="SWV Elders", reden="x", voorgesteld_op=nu(), voorgesteld_door=door
    )
    return aanvraag


def compleet_concept() -> Aanvraag:
    aanvraag = aanvraag_in(S.CONCEPT)
    inhoud = bewaren(b"%PDF-1.7", soort="application/pdf", op=nu())
    door = aanvraag.aangemaakt_door
    Bijlage.objects.create(
        aanvraag=aanvraag, inhoud=inhoud, naam="opp.pdf", soort="opp", toegevoegd_op=nu(), toegevoegd_door=door
    )
    return aanvraag


def ook_elders_aangemeld() -> Aanvraag:
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    Aanmelding.objects.create(leerling=aanvraag.leerling, school=SchoolFactory(), ontvangen_op=vandaag())
    return aanvraag


def besloten(**velden: Any) -> Callable[[], Aanvraag]:
    def maken() -> Aanvraag:
        aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
        woorden = beslissing(aanvraag, **velden)
        return besluiten(aanvraag, door=gebruiker_met(Rol.BESLISSER), op=nu(), **woorden)

    return maken


def te_verzenden() -> Aanvraag:
    aanvraag = klaarzetten(besloten()(), door=gebruiker_met(Rol.LOKETMEDEWERKER), op=nu(), verzenddatum=vandaag())
    for versie in list(brieven.te_maken(op=nu())):
        pdf = bewaren(b"%PDF-1.7", soort="application/pdf", op=nu())
        type(versie).objects.filter(pk=versie.pk).update(pdf=pdf, gemaakt_op=nu())
    return aanvraag


def adviezen(*, getekend: bool, status: str = S.IN_ADVIES) -> Callable[[], Aanvraag]:
    def maken() -> Aanvraag:
        aanvraag = aanvraag_in(status)
        for opdracht in aanvraag.adviesopdrachten.filter(advies=None):
            advies_bij(opdracht, **({} if getekend else {"ondertekend_op": None}))
        return aanvraag

    return maken


def consult_in_wording() -> Aanvraag:
    aanvraag = aanvraag_in(S.IN_BEHANDELING)
    consultadvies_bij(aanvraag, uitgebracht_op=None, uitgebracht_door=None, ondertekenaar="")
    return aanvraag


def toegewezen() -> Aanvraag:
    return aanvraag_in(S.IN_CONTROLE, behandelaar=gebruiker_met(Rol.LOKETMEDEWERKER))


# --- what goes along ---------------------------------------------------------------------------------------------


def niets(aanvraag: Aanvraag, door: Any) -> dict[str, Any]:
    return {}


def zo(**velden: Any) -> Velden:
    return lambda aanvraag, door: velden


def over(dagen: int) -> Any:
    return verleng(vandaag() + dagen * DAG)


def twee_deskundigen(aanvraag: Aanvraag, door: Any) -> dict[str, Any]:
    een, twee = gebruiker_met(Rol.DESKUNDIGE), gebruiker_met(Rol.DESKUNDIGE)
    eerste = {"eerste": een, "eerste_discipline": "orthopedagoog", "uiterlijk_op": over(21)}
    return eerste | {"tweede": twee, "tweede_discipline": "kinder_jeugdpsycholoog"}


def nog_een(aanvraag: Aanvraag, door: Any) -> dict[str, Any]:
    return {"deskundige": gebruiker_met(Rol.DESKUNDIGE), "discipline": "arts", "uiterlijk_op": over(21)}


def opdracht(aanvraag: Aanvraag, door: Any) -> dict[str, Any]:
    return {"opdracht": aanvraag.adviesopdrachten.order_by("volgorde")[0].public_id}


def mee(aanvraag: Aanvraag, door: Any) -> dict[str, Any]:
    keuze = bepalen(aanvraag, Beslissing(**beslissing(aanvraag)))
    return {"aan": gebruiker_met(Rol.BESLISSER), "beslissing": keuze}


HULP = Hulp(
    toegekend=True,
    vorm="begeleiding in de klas",
    omvang="40 uur",
    begin=vandaag(),
    eind=vandaag() + 90 * DAG,
    motivering="Een vaste begeleider geeft rust.",
)
ANDER = {"discipline": "orthopedagoog", "reden": "Ziek."}
"""The first place asks an orthopedagoog or a psychologist."""


@dataclass(frozen=True)
class Recept:
    """maken: the case; rol: who does it, the expert of the case when deskundige; velden: its keywords.

    weer: it may be done again, because the second only replaces or repeats the first.
    """

    maken: Callable[[], Aanvraag]
    rol: Rol
    velden: Velden = niets
    weer: bool = False

    def mensen(self, aanvraag: Aanvraag) -> list[Any]:
        """Two people who may do it; an expert has two windows open."""
        if self.rol == Rol.DESKUNDIGE:
            return [aanvraag.adviesopdrachten.order_by("volgorde")[0].deskundige] * 2
        waar = {"school": aanvraag.school} if self.rol in SCHOOLROLLEN else {}
        return [gebruiker_met(self.rol, **waar) for _ in range(2)]


L, B, IB, D = Rol.LOKETMEDEWERKER, Rol.BESLISSER, Rol.IB, Rol.DESKUNDIGE
RECEPTEN = {
    "indienen": Recept(compleet_concept, IB),
    "verwijderen": Recept(in_(S.CONCEPT), IB),
    "aanvullen": Recept(in_(S.AANVULLING_GEVRAAGD), IB, zo(antwoord="Klaar.")),
    "intrekken": Recept(in_(S.IN_ADVIES), IB, zo(reden="Verhuisd.")),
    "advies_gelezen": Recept(in_(S.ADVIES_UITGEBRACHT), IB),
    "in_controle_nemen": Recept(in_(S.INGEDIEND), L),
    "toewijzen": Recept(in_(S.IN_CONTROLE), L, lambda _, door: {"behandelaar": door}, weer=True),
    "toewijzing_terugdraaien": Recept(
        toegewezen, L, lambda zaak, _: {"toegewezen": zaak.behandelaar, "terug_naar": None}
    ),
    "aanvrager_wijzigen": Recept(
        ook_elders_aangemeld,
        L,
        lambda zaak, _: {"school": Aanmelding.objects.get(leerling=zaak.leerling).school, "reden": "Verhuisd."},
    ),
    "aanvulling_vragen": Recept(in_(S.IN_CONTROLE), L, zo(vraag="Een OPP.", hersteltermijn_dagen=14)),
    "aanvulling_verlopen": Recept(gevraagd_geleden(15), L),
    "school_herinneren": Recept(in_(S.AANVULLING_GEVRAAGD), L),
    "compleet_verklaren": Recept(in_(S.IN_CONTROLE), L),
    "deskundigen_vragen": Recept(in_(S.IN_CONTROLE), L, twee_deskundigen),
    "deskundige_erbij": Recept(in_(S.IN_ADVIES), L, nog_een),
    "deskundige_vervangen": Recept(
        in_(S.IN_ADVIES), L, lambda zaak, door: nog_een(zaak, door) | opdracht(zaak, door) | ANDER
    ),
    "deskundige_herinneren": Recept(in_(S.IN_ADVIES), L, opdracht, weer=True),
    "advies_uitstellen": Recept(
        in_(S.IN_ADVIES), L, lambda zaak, door: opdracht(zaak, door) | {"uiterlijk_op": over(30)}, weer=True
    ),
    "dossier_openen": Recept(
        besloten(),
        L,
        lambda zaak, door: opdracht(zaak, door) | {"open_tot": vandaag() + 7 * DAG, "reden": "Bezwaar."},
        weer=True,
    ),
    "opdracht_teruggeven": Recept(in_(S.IN_ADVIES), D, zo(reden="Te druk.")),
    "advies_ondertekenen": Recept(
        adviezen(getekend=False),
        D,
        lambda zaak, _: {"versie": zaak.adviesopdrachten.order_by("volgorde")[0].advies.versie},
    ),
    "advies_intrekken": Recept(adviezen(getekend=True, status=S.ADVIES_GEREED), D, zo(reden="Ik las het verkeerd.")),
    "adviezen_afronden": Recept(adviezen(getekend=True), L),
    "naar_besluit": Recept(in_(S.ADVIES_GEREED), L),
    "zienswijze_openen": Recept(
        in_(S.ADVIES_GEREED), L, lambda *_: {"waarover": "Korter dan gevraagd.", "besproken_op": vandaag()}
    ),
    "ingebrekestelling_ontvangen": Recept(
        in_(S.IN_CONTROLE), L, lambda zaak, _: {"van": zaak.school.public_id, "ontvangen_op": vandaag()}, weer=True
    ),
    "aanvraagdwangsom_vaststellen": Recept(
        lambda: aanvraag_te_laat(gevraagd=70, besloten=100),
        B,
        lambda zaak, _: {"ingebrekestelling": zaak.ingebrekestellingen.get().public_id},
    ),
    "mening_herinneren": Recept(in_(S.ZIENSWIJZE_LOOPT), L),
    "zienswijze_sluiten": Recept(in_(S.ZIENSWIJZE_LOOPT), L, zo(reden="Allen zeiden dat zij niets sturen.")),
    "terug": Recept(in_(S.BESLUIT_VOORBEREIDEN), B, zo(reden="Dit klopt niet.", naar=S.IN_CONTROLE)),
    "meelezen_vragen": Recept(in_(S.BESLUIT_VOORBEREIDEN), B, mee, weer=True),
    "besluiten": Recept(in_(S.BESLUIT_VOORBEREIDEN), B, lambda zaak, _: beslissing(zaak)),
    "besluit_herstellen": Recept(besloten(), B, zo(uitleg="Een tikfout.", motivering="Structuur."), weer=True),
    "buiten_behandeling_stellen": Recept(gevraagd_geleden(15), B, zo(motivering="Het OPP ontbreekt.")),
    "ouders_bellen": Recept(
        besloten(uitkomst="afgewezen", waarom_afwijking_advies="De school kan meer.", passende_hulp="Hulp in de klas."),
        L,
        zo(verslag="Moeder gesproken."),
    ),
    "klaarzetten": Recept(besloten(), L, lambda *_: {"verzenddatum": vandaag()}, weer=True),
    "bekendmaken": Recept(te_verzenden, L),
    "verdagen": Recept(in_(S.IN_CONTROLE), L, lambda *_: {"tot": over(90), "reden": "Iemand is ziek."}, weer=True),
    "uitstel_instemmen": Recept(
        in_(S.IN_CONTROLE),
        L,
        lambda *_: {"schriftelijk_op": vandaag(), "tot": vandaag() + 9 * DAG, "reden": "Directeur, per mail."},
        weer=True,
    ),
    "doorzending_voorstellen": Recept(in_(S.IN_CONTROLE), L, zo(naar_naam="SWV Elders", reden="Woont daar.")),
    "doorzenden": Recept(met_voorstel, B),
    "doorzending_afwijzen": Recept(met_voorstel, B, zo(reden="Wij doen het.")),
    "in_behandeling_nemen": Recept(in_(S.INGEDIEND, soort="CONSULT"), L),
    "advies_uitbrengen": Recept(consult_in_wording, L, zo(versie=1)),
    "arrangement_beantwoorden": Recept(in_(S.INGEDIEND, soort="ARR"), B, zo(hulp=HULP)),
    "sluiten": Recept(in_(S.ADVIES_UITGEBRACHT), L),
}
