"""What a visit leaves behind: a line of who looked, nothing of the child in the log, and nothing without the token."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from kern.logboek.models import Logregel, Uitkomst
from tests.test_toegang import (
    ADRESSEN,
    eens_per_test,
    gebouwd,
    helper_van,
    kijker,
    lichaam,
    url,
    wereld,
    woorden_in_het_log,
)

__all__ = ["eens_per_test", "gebouwd", "wereld"]
pytestmark = [pytest.mark.xdist_group("sporen"), pytest.mark.lang]
OVER_EEN_KIND = sorted(naam for naam, adres in ADRESSEN.items() if adres.ding and not adres.alleen_post)
HOORT_BIJ = {"loket:brieven_stand", "loket:bijlage_rij", "loket:postpartij"}
"""A piece of a page that is in the logbook itself and is asked again every few seconds, or a list of envelopes."""
VAN_MEER_BRIEVEN = {"loket:postpartij_pdf"}
"""What holds several letters has a line for each."""

ZONDER_KIND = {"loket:zorg"}
"""What is read back by child would tell that there is a worry: the line names who looked at which one, and no child."""


@pytest.mark.parametrize("naam", OVER_EEN_KIND)
def test_who_looked_at_a_child_is_in_the_logbook(wereld, naam):
    """Whatever page shows the word of a child: one line, of this person, about this child."""
    adres = ADRESSEN[naam]
    ding = wereld.eigen[adres.status]
    leerling = ding.objecten["leerling"].public_id
    for wie in sorted(adres.mag - {"andere_ouder", "andere_helper"}):
        gezin = {"ouder": ding.ouder, "helper": helper_van(ding)}
        mens = gezin.get(wie) or wereld.mensen[wie]
        voor = set(Logregel.objects.values_list("pk", flat=True))
        antwoord = kijker(wereld, wie, ding, ding).get(url(naam, adres, ding))
        if antwoord.status_code == 200 and ding.woord in lichaam(antwoord) and naam not in HOORT_BIJ:
            nieuw = Logregel.objects.exclude(pk__in=voor).filter(uitkomst=Uitkomst.GEZIEN, wie=mens.public_id)
            over = [regel.leerling for regel in nieuw]
            van = "" if naam in ZONDER_KIND else leerling
            assert (sorted(set(over)) if naam in VAN_MEER_BRIEVEN else over) == [van], (naam, wie)


def test_what_is_sent_in_is_not_in_the_log_of_the_server(wereld, caplog):
    """Words of a child may not be there: not typed ones, not of the page, and not of one that is refused.

    Of looking at each address test_toegang says so.
    """
    caplog.set_level(logging.DEBUG)
    for naam, adres in ADRESSEN.items():
        if adres.post is not None:
            ding, ander = wereld.eigen[adres.status], wereld.ander[adres.status]
            for wie in ("ib", "loket", "ouder"):
                data = {**adres.post, "q": f"{ding.woord}naam"}
                kijker(wereld, wie, ding, ander).post(url(naam, adres, ding), data)
    assert woorden_in_het_log(caplog.text, wereld.eigen) == []
    assert "Not Found" in caplog.text, "the net catches something"
    logging.getLogger("portaal").info("%snaam", ding.woord)
    assert len(woorden_in_het_log(caplog.text, wereld.eigen)) == 1, "and would see a word"


@pytest.mark.parametrize("naam", sorted(naam for naam, adres in ADRESSEN.items() if adres.post is not None))
def test_a_post_without_the_token_of_our_page_does_nothing(wereld, naam):
    adres = ADRESSEN[naam]
    ding = wereld.eigen[adres.status]
    wie = sorted(adres.mag)[0]
    client = kijker(wereld, wie, ding, ding)
    client.handler.enforce_csrf_checks = True
    voor = Logregel.objects.count()
    assert client.post(url(naam, adres, ding), adres.post).status_code == 403
    assert Logregel.objects.count() == voor


@pytest.mark.parametrize(
    "pad", ["/account/login/", "/account/logout/", "/account/sessie/verlengen/", "/uitnodiging/", "/demo/inloggen/"]
)
def test_logging_in_and_out_needs_the_token_too(wereld, pad):
    client = Client(enforce_csrf_checks=True)
    client.cookies = kijker(wereld, "ib", wereld.eigen["advies"], wereld.ander["advies"]).cookies
    assert client.post(pad, {}).status_code == 403
