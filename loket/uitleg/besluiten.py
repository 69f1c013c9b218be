"""Plain words for the letters that decide about an aanvraag. Pure."""

from __future__ import annotations

from typing import TypeAlias

from loket.letters import Arrangementbesluitbrief, Besluitbrief, BuitenBehandelingbrief, Intrekbesluitbrief
from loket.letters.gegevens import Rechtsmiddelen

from . import delen
from .zinnen import Blok, Feit, Nummer, Uitleg, Zin, _, blok

MetRechten: TypeAlias = Besluitbrief | BuitenBehandelingbrief | Intrekbesluitbrief | Arrangementbesluitbrief

GROND = {
    "nieuwe_feiten": _("Er zijn nieuwe feiten. Die kenden wij niet toen wij de verklaring gaven."),
    "onjuist": _("De gegevens bij de verklaring klopten niet."),
    "verzoek": _("De school vroeg ons dit. De verklaring is niet gebruikt."),
}


def besluit(brief: Besluitbrief) -> Uitleg:
    """The decision on an aanvraag, by outcome; also when it corrects an earlier letter."""
    kind, keuze = brief.leerling, brief.beslissing
    titel, *rest = delen.besluit(brief, kind, keuze)
    bij = delen.BLIJFT_VERANTWOORDELIJK
    if brief.verzoek.bij_school == "ingeschreven":
        bij = delen.over(
            brief, kind, _("{kind} blijft leerling van de eigen school."), _("U blijft leerling van uw eigen school.")
        )
    nu = (
        delen.plek_zoeken(brief, kind, keuze)
        if keuze.met_verklaring
        else [bij, _("In de brief staat welke hulp wel past."), delen.NIEUWE_FEITEN]
    )
    vervangen = (
        _("De oude verklaring met nummer {nummer} stopt dan.").met(nummer=Nummer(brief.verzoek.vorige_nummer))
        if brief.vervangt
        else None
    )
    hersteld = (
        _("Deze brief herstelt een fout in een eerdere brief. Het besluit zelf blijft hetzelfde.")
        if brief.herstel
        else None
    )
    return Uitleg(
        titel=titel,
        afzender=brief.afzender.naam,
        feiten=(
            *delen.feiten_kind(brief, kind, brief.verzoek.school),
            Feit(_("Nummer van de aanvraag"), Nummer(brief.kenmerk)),
            *delen.feiten_besluit(keuze),
        ),
        blokken=(
            blok(delen.BESLOTEN, hersteld, titel, rest, delen.IN_DE_BRIEF),
            blok(delen.BETEKENT, delen.betekenis(keuze), vervangen),
            blok(delen.NU, nu),
            blok(delen.KUNT, _bezwaar(brief)),
            bellen(brief),
        ),
    )


def _bezwaar(brief: Besluitbrief) -> list[Zin]:
    if brief.herstel and not brief.herstel.bezwaar:
        return [
            _("Bent u het niet eens met het besluit? Bel ons gerust. Wij leggen het uit."),
            _("U kunt bezwaar maken zolang dat kan volgens onze brief van {dag}. In die brief leest u hoe.").met(
                dag=brief.herstel.van
            ),
        ]
    return rechten(brief)


def rechten(brief: MetRechten) -> list[Zin]:
    """How to object, and what happens then."""
    middelen: Rechtsmiddelen = brief.rechtsmiddelen
    hoe = delen.bezwaar(brief.afzender, email=middelen.email, nummer=brief.kenmerk, met_datum=middelen.datum_tonen)
    return [*hoe, *delen.na_bezwaar()]


def bellen(brief: MetRechten) -> Blok:
    """Whom to call about a decision, and who helps for free."""
    middelen = brief.rechtsmiddelen
    return blok(
        delen.BELLEN,
        delen.contact(brief.afzender, brief.kenmerk, steunpunt=middelen.steunpunt, bereik=middelen.steunpunt_bereik),
        _("Ook een onderwijsconsulent helpt u gratis: {website}.").met(website=Nummer(middelen.onderwijsconsulenten)),
    )


def buiten_behandeling(brief: BuitenBehandelingbrief) -> Uitleg:
    """An aanvraag that is left aside."""
    kind = brief.leerling
    titel = delen.over(
        brief,
        kind,
        _("Wij behandelen de aanvraag voor {kind} niet."),
        _("Wij behandelen de aanvraag voor u niet."),
    )
    return Uitleg(
        titel=titel,
        afzender=brief.afzender.naam,
        feiten=(
            *delen.feiten_kind(brief, kind, brief.schoolnaam),
            Feit(_("Nummer van de aanvraag"), Nummer(brief.kenmerk)),
        ),
        blokken=(
            blok(
                delen.BESLOTEN,
                titel,
                _("De aanvraag was niet compleet. Wij vroegen de school op {dag} om meer informatie.").met(
                    dag=brief.gevraagd_op
                ),
                _("De school kon die sturen tot en met {dag}. Dat is niet gelukt.").met(dag=brief.uiterlijk),
                delen.IN_DE_BRIEF,
            ),
            blok(
                delen.BETEKENT,
                _("Wij hebben nog niet beslist welk onderwijs past."),
                delen.BLIJFT_VERANTWOORDELIJK,
            ),
            blok(
                delen.NU,
                _("De school kan altijd een nieuwe aanvraag doen. Praat met de school over wat er nog nodig is."),
            ),
            blok(delen.KUNT, rechten(brief)),
            bellen(brief),
        ),
    )


def intrekking(brief: Intrekbesluitbrief) -> Uitleg:
    """A TLV that is taken back."""
    kind = brief.leerling
    titel = delen.over(
        brief, kind, _("Wij trekken de verklaring (TLV) van {kind} in."), _("Wij trekken uw verklaring (TLV) in.")
    )
    return Uitleg(
        titel=titel,
        afzender=brief.afzender.naam,
        feiten=(
            *delen.feiten_kind(brief, kind, brief.school),
            Feit(_("Nummer van de aanvraag"), Nummer(brief.kenmerk)),
            Feit(_("Nummer van de verklaring"), Nummer(brief.verklaring.nummer)),
            Feit(_("Soort onderwijs"), delen.SOORT[brief.verklaring.soort]),
        ),
        blokken=(
            blok(
                delen.BESLOTEN,
                titel,
                _("Vanaf {dag} geldt de verklaring niet meer.").met(dag=brief.per),
                GROND[brief.grond],
                delen.IN_DE_BRIEF,
            ),
            blok(
                delen.BETEKENT,
                delen.over(
                    brief,
                    kind,
                    _("Vanaf die dag kan {kind} met deze verklaring niet meer naar een school voor dit onderwijs."),
                    _("Vanaf die dag kunt u met deze verklaring niet meer naar een school voor dit onderwijs."),
                ),
                _("Tot die dag verandert er niets."),
            ),
            blok(delen.NU, delen.SAMEN, delen.NIEUWE_FEITEN),
            blok(delen.KUNT, rechten(brief)),
            bellen(brief),
        ),
    )
