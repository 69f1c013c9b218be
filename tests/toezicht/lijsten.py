"""What a test needs of a run of deletion: an approval with what the worker then does."""

from datetime import datetime

from kern.gebruikers.models import Gebruiker
from toezicht.actions.opruimen import goedkeuring_uitvoeren, opruiming_goedkeuren
from toezicht.models import Opruiming


def goedgekeurd(lijst: Opruiming, *, door: Gebruiker, op: datetime) -> Opruiming:
    opruiming_goedkeuren(lijst, door=door, op=op)
    goedkeuring_uitvoeren(lijst.pk, op=op)
    lijst.refresh_from_db()
    return lijst
