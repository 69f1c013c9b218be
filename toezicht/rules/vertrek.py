"""What goes along when an SWV leaves with all it has, and what does not, with the reason. Data and pure functions.

Everything in open formats: a line of JSON for each row, the files as they came, and a guide that says what each column
means. AVG art. 28 lid 3 under g (give back when it ends) and art. 20; the manifest proves that nothing was changed.
"""

from __future__ import annotations

import base64
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

DAGEN_OPHALEN = 7
"""So long a package can be fetched: it holds everything about every child."""

GEHEIM = "Is een sleutel of code om binnen te komen, en geen gegeven."
SESSIE = "Hoort bij wie nu is ingelogd."
MACHINE = "Hoort bij het programma zelf, en zegt niets over jullie werk."
AFGELEID = "Wordt gemaakt uit andere gegevens die wel meegaan."
EIGEN = "Gaat over dit vertrekpakket zelf."
VERWIJDERD = "Is goedgekeurd om te verwijderen, en wordt door niemand meer gezien."

WEGGELATEN: dict[str, str] = {
    "account.EmailConfirmation": GEHEIM,
    "auth.Group": MACHINE,
    "auth.Group_permissions": MACHINE,
    "auth.Permission": MACHINE,
    "contenttypes.ContentType": MACHINE,
    "gebruikers.MislukteInlog": SESSIE,
    "gebruikers.Uitnodiging": GEHEIM,
    "loket.Agendasleutel": GEHEIM,
    "loket.Stemsleutel": GEHEIM,
    "loket.Tekensleutel": GEHEIM,
    "loket.Toegangscode": GEHEIM,
    "loket.Zoekregel": AFGELEID,
    "loket.Zoekwoord": AFGELEID,
    "mfa.Authenticator": GEHEIM,
    "monitoring.ApiSleutel": GEHEIM,
    "sessions.Session": SESSIE,
    "socialaccount.SocialApp": GEHEIM,
    "socialaccount.SocialToken": GEHEIM,
    "toezicht.Verborgen": VERWIJDERD,
    "toezicht.Vertrekpakket": EIGEN,
    "usersessions.UserSession": SESSIE,
}
"""Kind of record → why it does not go along. A test names each kind that is in neither."""

KOLOM_WEG: dict[str, tuple[str, ...]] = {
    "gebruikers.Gebruiker": ("password",),
    "post.Bericht": ("link",),
}
"""Columns of what goes along that are a way in."""


def in_json(waarde: object) -> object:
    """What JSON does not know, as text; bytes as base64, moments with all their digits."""
    if isinstance(waarde, datetime | date | time):
        return waarde.isoformat()
    if isinstance(waarde, memoryview | bytes):
        return base64.b64encode(bytes(waarde)).decode()
    if isinstance(waarde, Decimal | UUID | timedelta):
        return str(waarde)
    if isinstance(waarde, set | frozenset | tuple):
        return sorted(waarde) if isinstance(waarde, set | frozenset) else list(waarde)
    return str(waarde)


def bestandsnaam(dag: date) -> str:
    """Of the package: no child, no school and no SWV in it."""
    return f"vertrekpakket-{dag.isoformat()}.zip"


def ophalen_tot(gemaakt: date) -> date:
    """The last day (inclusive) to fetch it."""
    return gemaakt + timedelta(days=DAGEN_OPHALEN)


LEESWIJZER = """# Leeswijzer bij het vertrekpakket

Dit pakket is gemaakt op {dag}. Het bevat alles wat in het portaal staat, in bestanden die elk programma kan lezen.
Er staan gegevens in over kinderen, ook over gezondheid. Bewaar het versleuteld en geef het aan niemand die het niet
nodig heeft.

## Wat zit erin?

- `gegevens/`: per soort gegevens een bestand. Elke regel is een rij, als JSON (JSON Lines, UTF-8).
- `bestanden/`: de documenten. De naam is de SHA-256 van de inhoud.
- `kolommen.csv`: van elke kolom wat hij betekent, wat voor soort waarde erin staat en waar hij naar verwijst.
- `soorten.csv`: van elk soort gegevens hoeveel rijen er zijn, over wie het gaat en hoelang het blijft.
- `weggelaten.csv`: wat niet meegaat, en waarom.
- `manifest.json` en `SHA256SUMS`: alle bestanden met hun afdruk, om na te gaan dat er niets is veranderd.

## Hoe lees je het?

Een kolom die eindigt op `_id` verwijst naar de kolom `id` van een ander bestand; welk, staat in `kolommen.csv`.
Zo hoort een rij in `loket.bijlage.jsonl` met `inhoud_id` 12 bij de rij met `id` 12 in `bestanden.inhoud.jsonl`, en die
noemt de `sha256` van het document in `bestanden/`. De eerste twee tekens van de naam zijn de map.

Momenten staan in ISO 8601 met hun tijdzone, bedragen als tekst met een punt, bytes als base64.

Met `sha256sum -c SHA256SUMS` kijk je na of alles er nog precies zo is.

Wat volgens de bewaartermijn is goedgekeurd om te verwijderen, zit er niet in.
"""
