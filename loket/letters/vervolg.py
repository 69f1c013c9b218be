"""What happens after the decision (afspraak 40): a TLV is a right to be admitted, not a place and not a duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .woorden import hoofdletter

if TYPE_CHECKING:
    from .besluit import Besluitbrief


def wat_nu(brief: Besluitbrief) -> tuple[str, ...]:
    """Short sentences for this addressee, by outcome and by whether the child is enrolled or only registered."""
    if not brief.beslissing.met_verklaring:
        return _afgewezen_school(brief) if brief.aan_school else _afgewezen(brief)
    return _toegekend_school(brief) if brief.aan_school else _toegekend(brief)


def _mag(brief: Besluitbrief) -> str:
    if not brief.soort.tlv:
        return f"Met dit besluit mag {brief.kind} {brief.soort.onderwijs} volgen: extra hulp op een school voor vmbo."
    return f"Met deze verklaring mag {brief.kind} naar een school voor {brief.soort.onderwijs}."


def _onderwijs_aan(brief: Besluitbrief) -> str:
    """For what the school stays responsible: a registered child has no lessons there yet."""
    if brief.verzoek.bij_school == "aangemeld":
        return "een passende plek"
    return "uw onderwijs" if brief.aan_leerling else f"het onderwijs aan {brief.kind}"


def _toegekend(brief: Besluitbrief) -> tuple[str, ...]:
    school, wie = brief.school, "u" if brief.aan_leerling else brief.kind
    plek = "plek" if brief.soort.tlv else "school die deze hulp geeft"
    geen_plek = "De verklaring geeft recht op toelating, maar is nog geen plek op een bepaalde school. "
    aanmelden = f"Heeft u een school gekozen? Meld {wie} daar aan en stuur deze brief mee."
    return (
        f"{_mag(brief)} U bent dit niet verplicht.",
        f"{hoofdletter(school)} zoekt met u een {plek}. Tot dan blijft {school} verantwoordelijk voor "
        f"{_onderwijs_aan(brief)}.",
        geen_plek + aanmelden if brief.soort.tlv else aanmelden,
    )


def _toegekend_school(brief: Besluitbrief) -> tuple[str, ...]:
    plek = "plek" if brief.soort.tlv else "school die deze hulp geeft"
    return (
        f"{_mag(brief)} De ouders en {brief.kind} zijn dit niet verplicht.",
        f"U zoekt samen met de ouders een {plek}. Tot dan blijft u verantwoordelijk voor {_onderwijs_aan(brief)}.",
        f"Geef het nummer {brief.beslissing.nummer} door aan de school die {brief.kind} aanneemt, en laat ons weten "
        "welke school dat is en wanneer de plaatsing begint.",
    )


def _afgewezen(brief: Besluitbrief) -> tuple[str, ...]:
    school = hoofdletter(brief.school)
    blijft = {
        "ingeschreven": f"{hoofdletter(brief.kind)} blijft leerling van {brief.school}.",
        "aangemeld": f"{school} blijft verantwoordelijk tot er een passende plek is.",
    }[brief.verzoek.bij_school]
    return (
        f"{school} moet samen met u zorgen voor passende hulp of een andere plek. {blijft}",
        "Zijn er later nieuwe feiten? Dan kan de school een nieuwe aanvraag doen.",
    )


def _afgewezen_school(brief: Besluitbrief) -> tuple[str, ...]:
    return (
        f"U zorgt samen met de ouders voor passende hulp of een andere plek. Tot dan blijft u verantwoordelijk voor "
        f"{_onderwijs_aan(brief)}.",
        "U kunt een nieuwe aanvraag doen als er nieuwe feiten of veranderde omstandigheden zijn. Noem die dan in de "
        "aanvraag (artikel 4:6 van de Algemene wet bestuursrecht).",
    )
