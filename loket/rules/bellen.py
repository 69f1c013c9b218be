"""When the parents are called before the letter goes out (afspraak 48). Pure."""

from __future__ import annotations

from datetime import date


def waarom_eerst_bellen(uitkomst: str, ouders_eens: str) -> str:
    """Why somebody calls before the letter comes, or "". ouders_eens: ja, deels, nee, onbekend or empty."""
    if uitkomst == "afgewezen":
        return "Het besluit is een afwijzing."
    if uitkomst == "afwijkend":
        return "Het besluit is anders dan gevraagd."
    if ouders_eens in ("nee", "deels"):
        return "Niet alle ouders zijn het eens met de aanvraag."
    return ""


def bellen_wacht(laatste_dag: date | None, vandaag: date) -> bool:
    """Whether the letter may still wait for the call: never on the last day of the term or after it.

    laatste_dag: the last day in time, inclusive; None when there is no term.
    """
    return laatste_dag is None or vandaag < laatste_dag
