"""Plain words for the letters about a case that are no decision. Pure."""

from __future__ import annotations

from loket.letters import (
    Doorzendbrief,
    Intrekkingsbrief,
    Verdagingsbrief,
    Voornemenbrief,
    Zaakbrief,
    Zienswijzebrief,
    Zienswijzeherinnering,
)

from . import delen
from .zinnen import Blok, Feit, Nederlands, Nummer, Uitleg, Zin, _, blok

STAAT_WAAROM = _("In de brief leest u waarom.")
REAGEREN = _("U kunt reageren tot en met {dag}.")
UITERLIJK = _("U krijgt ons besluit uiterlijk op {dag}.")
NOEM_NUMMER = _("Noem het nummer {nummer}.")
LEZEN_OOK = _("Wij noemen uw mening in het besluit. Wie het besluit krijgt, leest uw mening dus ook.")
VOOR_ONS = _("Is iets alleen voor ons, zoals een adres? Zeg dat erbij. Dan komt het niet in het besluit.")


def zaak(brief: Zaakbrief, titel: Zin, *blokken: Blok, feiten: tuple[Feit, ...] = ()) -> Uitleg:
    """What every letter about a case begins and ends with."""
    return Uitleg(
        titel=titel,
        afzender=brief.afzender.naam,
        feiten=(
            *delen.feiten_kind(brief, brief.leerling, brief.schoolnaam),
            Feit(_("Nummer van de aanvraag"), Nummer(brief.kenmerk)),
            *feiten,
        ),
        blokken=(*blokken, blok(delen.BELLEN, delen.contact(brief.afzender, brief.kenmerk))),
    )


def verdaging(brief: Verdagingsbrief) -> Uitleg:
    titel = delen.over(
        brief, brief.leerling, _("Ons besluit over {kind} duurt langer."), _("Ons besluit over u duurt langer.")
    )
    return zaak(
        brief,
        titel,
        blok(delen.WAAROVER, titel, STAAT_WAAROM),
        blok(
            delen.NU,
            UITERLIJK.met(dag=brief.wordt),
            _("Eerst was dat {dag}.").met(dag=brief.was),
        ),
        blok(delen.KUNT, delen.NIETS_DOEN),
    )


def intrekking(brief: Intrekkingsbrief) -> Uitleg:
    titel = delen.over(
        brief,
        brief.leerling,
        *(
            (_("De vraag over {kind} is gestopt."), _("De vraag over u is gestopt."))
            if brief.vraag
            else (_("De aanvraag voor {kind} is gestopt."), _("De aanvraag voor u is gestopt."))
        ),
    )
    einde = _("Wij nemen dus geen besluit.")
    if brief.vraag:
        einde = _("Wij geven geen antwoord meer.") if brief.hulp else _("Wij geven geen advies over deze vraag.")
    return zaak(
        brief,
        titel,
        blok(
            delen.WAAROVER,
            titel,
            _("De school liet ons dit weten op {dag}.").met(dag=brief.ingetrokken_op),
            STAAT_WAAROM if brief.reden else None,
        ),
        blok(delen.BETEKENT, einde, _("Er verandert nu niets op school.")),
        blok(delen.KUNT, _("Wilt u weten wat het plan nu is? Vraag het de school.")),
    )


def doorzending(brief: Doorzendbrief) -> Uitleg:
    titel = delen.over(
        brief,
        brief.leerling,
        _("De aanvraag voor {kind} gaat naar een ander samenwerkingsverband."),
        _("De aanvraag voor u gaat naar een ander samenwerkingsverband."),
    )
    return zaak(
        brief,
        titel,
        blok(
            delen.WAAROVER,
            titel,
            _("Wij gaan niet over deze aanvraag. Wij stuurden hem op {dag} door.").met(dag=brief.doorgezonden_op),
            STAAT_WAAROM,
        ),
        blok(delen.NU, _("Voortaan hoort u van {naar}.").met(naar=Nederlands(brief.naar))),
        blok(
            delen.KUNT,
            _("U hoeft zelf niets door te sturen."),
            _("Hoort u binnen twee weken niets? Bel ons, dan zoeken wij het uit."),
        ),
    )


def zienswijze(brief: Zienswijzebrief) -> Uitleg:
    titel = _("Wij willen graag uw mening weten.")
    eerder = (
        _("Op {dag} vroegen wij dit ook al. Wij hebben nog niets van u gehoord.").met(dag=brief.gevraagd_op)
        if isinstance(brief, Zienswijzeherinnering)
        else None
    )
    return zaak(
        brief,
        titel,
        blok(
            delen.WAAROVER,
            eerder,
            delen.over(
                brief,
                brief.leerling,
                _("Wij nemen nog een besluit over {kind}. Eerst willen wij weten wat u vindt."),
                _("Wij nemen nog een besluit over u. Eerst willen wij weten wat u vindt."),
            ),
            _("In de brief staat waar het om gaat."),
        ),
        blok(delen.NU, REAGEREN.met(dag=brief.tot), _("Ook als u niet reageert, nemen wij een besluit.")),
        blok(delen.KUNT, _reageren(brief.kenmerk)),
    )


def voornemen(brief: Voornemenbrief) -> Uitleg:
    titel = delen.over(
        brief,
        brief.leerling,
        _("Wij willen de verklaring (TLV) van {kind} intrekken."),
        _("Wij willen uw verklaring (TLV) intrekken."),
    )
    return zaak(
        brief,
        titel,
        blok(
            delen.WAAROVER,
            titel,
            _("Wij hebben nog niet besloten. Eerst willen wij weten wat u vindt."),
            STAAT_WAAROM,
        ),
        blok(
            delen.NU,
            REAGEREN.met(dag=brief.tot),
            _("Tot wij besluiten, blijft de verklaring gelden."),
            _("Ook als u niet reageert, nemen wij een besluit."),
        ),
        blok(delen.KUNT, _reageren(brief.nummer)),
        feiten=(Feit(_("Nummer van de verklaring"), Nummer(brief.nummer)),),
    )


def _reageren(nummer: str) -> list[Zin]:
    """How to say what you think, and who reads it (afspraak 36)."""
    return [
        _("Geef uw mening in het portaal. Of bel ons, mail ons of schrijf een brief."),
        NOEM_NUMMER.met(nummer=Nummer(nummer)),
        LEZEN_OOK,
        VOOR_ONS,
    ]


def brief_over_zaak(brief: Zaakbrief) -> Uitleg:
    """A kind of letter that has no words of its own here yet: at least what it is about, and whom to call."""
    titel = delen.over(
        brief, brief.leerling, _("Een bericht over de aanvraag voor {kind}."), _("Een bericht over de aanvraag voor u.")
    )
    lees = _("Lees de Nederlandse brief. Begrijpt u iets niet? Bel ons gerust.")
    return zaak(brief, titel, blok(delen.WAAROVER, titel), blok(delen.KUNT, lees))
