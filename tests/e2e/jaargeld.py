"""The money of a year of help: paid, accounted for, sent to the bookkeeping, and laid beside what that paid."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

from arrangementen.models import Arrangement, Boeking, Verantwoording
from arrangementen.rules.journaal import ZIJDEN
from arrangementen.rules.verantwoorden import apart
from tests.stukken import PDF

from .jaar import Jaar, adres, lees
from .stappen import druk, klik

OVER = Decimal(100)
"""What the school does not spend of what it got."""
BOEKHOUDING = "/budgetten/boekhouding/"


def bedrag(waarde: Decimal) -> str:
    """As one types it, and as files of a bookkeeping have it."""
    return f"{waarde:.2f}".replace(".", ",")


def betalen(jaar: Jaar, rij: Arrangement) -> None:
    """The controller books that all of it was paid to the school."""
    page = jaar.page(jaar.controller)
    page.goto(adres("budget_beslissing", rij))
    klik(page, "Betalen of terugvorderen")
    page.get_by_label("Bedrag").first.fill(bedrag(rij.toegekend))
    druk(page, "Boek de betaling")
    rij.refresh_from_db()
    assert rij.betaald == rij.toegekend


def verantwoorden(jaar: Jaar, rij: Arrangement) -> None:
    """The school accounts for all but a part, with a receipt; the controller looks and agrees.

    A large grant apart and the rest of the year together; what is left goes back or along: as the region has set.
    """
    page, besteed = jaar.page(jaar.ib), rij.betaald - OVER
    page.goto("/budgetten/verantwoorden/")
    klik(page, rij.kenmerk if apart(rij.beslissing.bedrag, jaar.instelling.verantwoorden_vanaf) else "Schooljaar")
    page.get_by_label("Hoeveel is er besteed?").fill(bedrag(besteed))
    page.get_by_label("Waaraan?").fill("Uren van een begeleider.")
    page.get_by_label("Wat leverde het op?").fill("Rust in de groep.")
    page.locator("input[type=file]").set_input_files({"name": "bon.pdf", "mimeType": "application/pdf", "buffer": PDF})
    druk(page, "Verstuur")
    page = jaar.page(jaar.controller)
    page.goto("/budgetten/verantwoordingen/")
    with page.expect_navigation():
        page.locator("main tbody a").first.click()
    assert "bon.pdf" in lees(page)
    page.get_by_label("Ja, akkoord").check()
    druk(page, "Leg vast")
    rij.refresh_from_db()
    assert (rij.verantwoord, rij.betaald, rij.toegekend) == (besteed, besteed, besteed), lees(page)
    mee = jaar.instelling.overschot_meenemen
    assert Verantwoording.objects.get().overschot == ("meegenomen" if mee else "teruggevorderd")


def journaal(jaar: Jaar, map_: Path) -> None:
    """What goes to the bookkeeping is every line that moves money or a debt, at debet and at credit, each once."""
    page = jaar.page(jaar.controller)
    page.goto(BOEKHOUDING)
    _journaal_maken(page, jaar)
    with page.expect_download() as bestand:
        page.get_by_role("link", name="CSV van journaal 1").click()
    bestand.value.save_as(map_ / "journaal.csv")
    tekst = (map_ / "journaal.csv").read_text(encoding="utf-8-sig")
    regels = list(csv.DictReader(tekst.splitlines(), delimiter=";"))
    onze = Counter(
        (een.arrangement.kenmerk if een.arrangement else "", een.get_soort_display(), bedrag(een.bedrag))
        for een in Boeking.objects.filter(soort__in=[*ZIJDEN]).select_related("arrangement")
    )
    for kant, ander in (("Debet", "Credit"), ("Credit", "Debet")):
        gevonden = [een for een in regels if een[kant]]
        assert Counter((een["Kenmerk"], een["Soort"], een[kant]) for een in gevonden) == onze
        assert not any(een[ander] for een in gevonden)
    assert {een["Rekening"] for een in regels} == {"4310", "2150", "1100"}
    _journaal_maken(page, jaar)
    assert "niets dat nog naar de boekhouding moet" in lees(page)


def _journaal_maken(page, jaar: Jaar) -> None:
    for veld, waarde in (
        ("van", jaar.dag.isoformat()),
        ("tot", jaar.dag.isoformat()),
        ("rekening_nog_te_betalen", "2150"),
        ("rekening_bank", "1100"),
    ):
        page.locator(f"#id_journaal-{veld}").fill(waarde)
    druk(page, "Maak het journaal")


def realisatie(jaar: Jaar, rij: Arrangement) -> None:
    """What the bookkeeping paid: first a file with another amount, then the right one."""
    gegaan = [(rij.kenmerk, rij.bedrag)]
    if not jaar.instelling.overschot_meenemen:
        gegaan.append((rij.kenmerk, -OVER))
    page = jaar.page(jaar.controller)
    fout = [(rij.kenmerk, rij.bedrag + 1), *gegaan[1:], ("AR-2020-0001", Decimal(5))]
    _lezen(page, jaar, fout)
    assert _cijfers(page) == [len(gegaan) - 1, 1, 2, 0]
    assert "AR-2020-0001" in lees(page)
    klik(page, "Niet overnemen")
    _lezen(page, jaar, gegaan)
    assert _cijfers(page) == [len(gegaan), 0, 0, 0]
    druk(page, "Neem over")
    assert "Ingelezen" in lees(page)


def _lezen(page, jaar: Jaar, regels: list[tuple[str, Decimal]]) -> None:
    page.goto(BOEKHOUDING)
    tekst = "kenmerk;bedrag\n" + "".join(f"{kenmerk};{bedrag(waarde)}\n" for kenmerk, waarde in regels)
    page.locator("input[type=file]").set_input_files(
        {"name": "bank.csv", "mimeType": "text/csv", "buffer": tekst.encode()}
    )
    page.locator("#id_lezen-van").fill(jaar.dag.isoformat())
    page.locator("#id_lezen-tot").fill(jaar.dag.isoformat())
    druk(page, "Lees het bestand")


def _cijfers(page) -> list[int]:
    """The figures on top: what agrees, what only we have, what only they have, and what was passed over."""
    return [int(regel) for regel in page.locator("main dl.swv-grid").inner_text().split("\n") if regel.isdigit()]
