"""Fictional documents for the demo: a plan with each aanvraag that the SWV sees, so that one can be opened."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.utils import timezone

from kern.bestanden.actions import ontvangen
from loket.models import VOOR_INDIENEN, Aanvraag, Bijlage, OnderdeelStukken

OPP = (
    "Ontwikkelingsperspectief (OPP)",
    "Dit is een oefenbestand. In het echte portaal staat hier het plan van de school.",
    "",
    "Waar de leerling naartoe werkt",
    "Eind groep 8 zelfstandig werken aan taken van een half uur, met uitleg vooraf.",
    "",
    "Wat de leerling verder helpt",
    "- rustig karakter, houdt van lezen en bouwen",
    "- een vaste plek en een dagplanning in plaatjes",
    "",
    "Wat het leren moeilijk maakt",
    "- veel prikkels in de groep, vooral in de middag",
    "- overgangen tussen lessen",
    "",
    "Handelingsdeel",
    "Vier ochtenden begeleiding in de klas. Elke zes weken kijken leraar en ouders samen.",
)


def stukken_vullen() -> int:
    """Add the plan where its date was filled in and no document is there yet; gives how many."""
    delen = OnderdeelStukken.objects.exclude(opp_datum=None).exclude(aanvraag__status__in=[*VOOR_INDIENEN])
    zonder = delen.filter(aanvraag__bijlagen=None, aanvraag__leerling__isnull=False)
    lijst = list(zonder.select_related("aanvraag__leerling", "aanvraag__aangemaakt_door").order_by("pk"))
    if not lijst:
        return 0
    inhoud = ontvangen(ContentFile(blad(OPP), name="opp.pdf"), op=timezone.now())
    Bijlage.objects.bulk_create(
        Bijlage(
            aanvraag=deel.aanvraag,
            inhoud=inhoud,
            naam=_naam(deel.aanvraag),
            soort=Bijlage.Soort.OPP,
            datum=deel.opp_datum,
            toegevoegd_op=deel.aanvraag.ingediend_op or timezone.now(),
            toegevoegd_door=deel.aanvraag.aangemaakt_door,
        )
        for deel in lijst
    )
    return len(lijst)


def _naam(aanvraag: Aanvraag) -> str:
    return f"OPP {aanvraag.leerling.roepnaam}.pdf" if aanvraag.leerling else "OPP.pdf"


def blad(regels: Sequence[str]) -> bytes:
    """One page of plain lines as PDF, without the maker of letters: a document of a school does not look like ours."""
    tekst = "".join(f"({_veilig(regel)}) Tj T*\n" for regel in regels)
    stroom = f"BT /F1 12 Tf 18 TL 64 770 Td\n{tekst}ET".encode("cp1252")
    delen = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stroom), stroom),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    uit, plekken = b"%PDF-1.4\n", []
    for nummer, deel in enumerate(delen, 1):
        plekken.append(len(uit))
        uit += b"%d 0 obj\n%s\nendobj\n" % (nummer, deel)
    kruis = len(uit)
    uit += b"xref\n0 %d\n0000000000 65535 f \n" % (len(delen) + 1)
    uit += b"".join(b"%010d 00000 n \n" % plek for plek in plekken)
    return uit + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(delen) + 1, kruis)


def _veilig(regel: str) -> str:
    return regel.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
