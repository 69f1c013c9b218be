"""Verdaging and consent to delay: events that move the term, with a letter that is no decision."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.models import Logregel, Uitkomst
from kern.termijnen.kalender import is_werkdag, verleng
from loket.actions import aanvraag as acties
from loket.actions.besluit import besluiten
from loket.actions.uitstel import uitstel_instemmen, verdagen
from loket.actions.zaakbrief import zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.models import Aanvraag, Aanvulling, Status, Uitstel, Zaakbrief
from scholen.models import Gezag
from tests.factories import aanvraag_in, beslissing, gebruiker_met, pdfs_klaar

pytestmark = pytest.mark.django_db
S = Status
ONTVANGEN = date(2026, 1, 12)  # T13: until Monday 9 March
REDEN = "Een deskundige is ziek."


def op(dag, uur=10):
    return timezone.make_aware(datetime.combine(dag, time(uur)))


@pytest.fixture
def aanvraag(school, ib):
    return aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, ingediend=op(ONTVANGEN))


def vers(aanvraag):
    return Aanvraag.objects.get(pk=aanvraag.pk)


def versturen(aanvraag, loket, dag):
    zaakbrieven_klaarzetten(aanvraag, door=loket, op=op(dag), verzenddatum=dag)
    pdfs_klaar(op(dag))
    zaakbrieven_verzonden(aanvraag, door=loket, op=op(dag))


# --- verdaging ---------------------------------------------------------------------------------------------------


def test_the_term_moves_on_the_day_the_letter_goes_out_and_not_before(aanvraag, loketmedewerker):
    """T32."""
    verdagen(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), tot=date(2026, 4, 20), reden=REDEN)
    assert vers(aanvraag).termijn(date(2026, 3, 5)).wettelijk == date(2026, 3, 9)
    versturen(aanvraag, loketmedewerker, date(2026, 3, 6))
    termijn = vers(aanvraag).termijn(date(2026, 3, 6))
    assert (termijn.wettelijk, termijn.uiterlijk, termijn.verdaagd_tot) == (date(2026, 4, 20),) * 3
    assert vers(aanvraag).termijn_ruw == date(2026, 4, 20)
    assert vers(aanvraag).status == S.IN_CONTROLE


def test_after_the_besluit_nobody_is_told_that_it_takes_longer(school, ib, loketmedewerker, beslisser):
    """Such a letter can go out no more, and would hold back every other letter in the case."""
    zaak = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib)
    tot = verleng(zaak.termijn(timezone.localdate()).wettelijk + timedelta(days=14))
    verdagen(zaak, door=loketmedewerker, op=timezone.now(), tot=tot, reden=REDEN)
    assert zaak.zaakbrieven.te_verzenden().exists()
    besluiten(vers(zaak), door=beslisser, op=timezone.now(), **beslissing(zaak))
    assert not zaak.zaakbrieven.te_verzenden().exists()


def test_a_day_after_the_term_it_is_refused_with_the_overrun_and_that_is_recorded(aanvraag, loketmedewerker):
    """T32: on 10 March it is too late."""
    with pytest.raises(NietMogelijk, match="liep af op 9 maart 2026, 1 dag geleden"):
        verdagen(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 10)), tot=date(2026, 4, 20), reden=REDEN)
    assert not Uitstel.objects.exists()
    regel = Logregel.objects.using("logboek").get(uitkomst=Uitkomst.GEWEIGERD, actie="verdagen")
    assert "9 maart 2026" in regel.reden


@pytest.mark.parametrize(
    ("tot", "reden", "zin"),
    [
        (date(2026, 3, 9), REDEN, "na 9 maart 2026"),
        (date(2026, 4, 18), REDEN, "werkdag"),
        (date(2026, 4, 27), REDEN, "werkdag"),
        (date(2027, 4, 20), REDEN, "half jaar"),
        (date(2026, 4, 20), "  ", "waarom het langer duurt"),
    ],
    ids=["within the term", "saturday", "koningsdag", "a year", "no reason"],
)
def test_an_odd_day_or_no_reason_is_refused(aanvraag, loketmedewerker, tot, reden, zin):
    with pytest.raises(NietMogelijk, match=zin):
        verdagen(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), tot=tot, reden=reden)
    assert not Uitstel.objects.exists()


def test_the_letter_cannot_be_dated_after_the_term(aanvraag, loketmedewerker):
    verdagen(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), tot=date(2026, 4, 20), reden=REDEN)
    with pytest.raises(NietMogelijk, match="uiterlijk op 9-3-2026"):
        zaakbrieven_klaarzetten(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), verzenddatum=date(2026, 3, 10))


def test_every_addressee_gets_an_own_letter_and_the_school_moves_the_term(aanvraag, loketmedewerker):
    verdagen(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), tot=date(2026, 4, 20), reden=REDEN)
    assert sorted(Zaakbrief.objects.values_list("aan", flat=True)) == ["ouder", "ouder", "school"]
    zaakbrieven_klaarzetten(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), verzenddatum=date(2026, 3, 5))
    pdfs_klaar(op(date(2026, 3, 5)))
    ouders = [*Zaakbrief.objects.filter(aan="ouder").values_list("public_id", flat=True)]
    zaakbrieven_verzonden(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), brieven=ouders)
    assert vers(aanvraag).termijn(date(2026, 3, 5)).verdaagd_tot is None
    zaakbrieven_verzonden(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)))
    assert vers(aanvraag).termijn(date(2026, 3, 5)).verdaagd_tot == date(2026, 4, 20)


def test_another_date_replaces_one_that_was_not_sent(aanvraag, loketmedewerker):
    for tot in (date(2026, 4, 20), date(2026, 4, 21)):
        verdagen(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), tot=tot, reden=REDEN)
    assert [(een.tot, een.vervallen_op is None) for een in Uitstel.objects.order_by("pk")] == [
        (date(2026, 4, 20), False),
        (date(2026, 4, 21), True),
    ]
    assert Zaakbrief.objects.te_verzenden().count() == 3


def test_who_lost_gezag_gets_no_letter_and_who_gained_it_does(aanvraag, loketmedewerker):
    verdagen(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), tot=date(2026, 4, 20), reden=REDEN)
    weg = Gezag.objects.filter(leerling=aanvraag.leerling).order_by("pk").first()
    weg.tot = date(2026, 3, 4)
    weg.save()
    zaakbrieven_klaarzetten(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), verzenddatum=date(2026, 3, 5))
    assert Zaakbrief.objects.te_verzenden().count() == 2
    assert Zaakbrief.objects.get(betrokkene=weg.betrokkene).vervallen_reden == "geen geadresseerde meer"


def test_what_moved_the_term_never_changes(aanvraag, loketmedewerker):
    verdagen(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), tot=date(2026, 4, 20), reden=REDEN)
    versturen(aanvraag, loketmedewerker, date(2026, 3, 6))
    for rijen in (Uitstel.objects.all(), Zaakbrief.objects.all()):
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            rijen.delete() if rijen.model is Zaakbrief else rijen.update(tot=date(2026, 5, 1))


@pytest.mark.parametrize("wie", ["loketmedewerker", "beslisser"])
def test_the_desk_and_the_beslisser_may_both(request, aanvraag, wie):
    wie = request.getfixturevalue(wie)
    verdagen(aanvraag, door=wie, op=op(date(2026, 3, 5)), tot=date(2026, 4, 20), reden=REDEN)
    assert Logregel.objects.get(actie="verdagen").wie == wie.public_id


def test_a_parent_and_the_school_see_it_when_their_letter_is_out(
    inloggen, school, ib, leerling, ouder, loketmedewerker
):
    vandaag = timezone.localdate()
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=leerling)
    tot = vandaag + timedelta(days=91)
    while tot.weekday() > 3 or (tot.month, tot.day) in {(4, 27), (5, 5), (12, 25), (1, 1)}:
        tot += timedelta(days=1)
    verdagen(aanvraag, door=loketmedewerker, op=timezone.now(), tot=tot, reden=REDEN)
    for wie in (ouder, ib):
        assert not Zaakbrief.objects.visible_to(wie).exists()
        assert not Uitstel.objects.visible_to(wie).exists()
    versturen(aanvraag, loketmedewerker, vandaag)
    pagina = inloggen(ouder).get(reverse("dossier:dossier", args=[aanvraag.public_id])).text
    assert "Besluit duurt langer" in pagina
    brief = Zaakbrief.objects.visible_to(ouder).get()
    assert REDEN in inloggen(ouder).get(reverse("loket:brief", args=[brief.public_id])).text
    van_school = Zaakbrief.objects.visible_to(ib).get()
    pdf = inloggen(ib).get(reverse("loket:brief_pdf", args=[van_school.public_id]))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert inloggen(ib).get(reverse("loket:brief", args=[brief.public_id])).status_code == 404


# --- consent -----------------------------------------------------------------------------------------------------


def test_consent_stops_the_clock_from_the_day_after_the_paper(aanvraag, loketmedewerker):
    uitstel_instemmen(
        aanvraag,
        door=loketmedewerker,
        op=op(date(2026, 2, 3)),
        schriftelijk_op=date(2026, 2, 2),
        tot=date(2026, 2, 12),
        reden="Directeur, per mail.",
    )
    termijn = vers(aanvraag).termijn(date(2026, 2, 5))
    assert (termijn.wettelijk, termijn.opgeschort, termijn.staat(date(2026, 2, 5))) == (date(2026, 3, 19), 10, "pauze")
    assert vers(aanvraag).termijn(date(2026, 2, 13)).staat(date(2026, 2, 13)) == "goed"


def test_consent_of_within_the_term_is_recorded_also_when_the_term_is_over(inloggen, aanvraag, loketmedewerker):
    """The law asks that the school agreed in time, not that the desk typed it in time (Awb 4:15 lid 2 a)."""
    papier, laat = date(2026, 3, 9), op(date(2026, 3, 10))
    with pytest.raises(NietMogelijk, match="liep af op 9 maart 2026"):
        verdagen(aanvraag, door=loketmedewerker, op=laat, tot=date(2026, 4, 20), reden=REDEN)
    velden = {"tot": date(2026, 3, 20), "reden": "Directeur, per mail."}
    with pytest.raises(NietMogelijk, match="al voorbij"):
        uitstel_instemmen(aanvraag, door=loketmedewerker, op=laat, schriftelijk_op=date(2026, 3, 10), **velden)
    pagina = inloggen(loketmedewerker).get(reverse("loket:uitstel", args=[aanvraag.public_id])).text
    assert "De school stemt in met uitstel" in pagina
    assert "wij noemen een nieuwe datum" not in pagina
    uitstel_instemmen(aanvraag, door=loketmedewerker, op=laat, schriftelijk_op=papier, **velden)
    assert vers(aanvraag).termijn(date(2026, 3, 10)).wettelijk == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("papier", "tot", "zin"),
    [
        (date(2026, 1, 11), date(2026, 2, 12), "na de ontvangst"),
        (date(2026, 2, 4), date(2026, 2, 12), "niet van na vandaag"),
        (date(2026, 2, 2), date(2026, 2, 2), "laatste dag"),
    ],
)
def test_a_paper_of_an_impossible_day_is_refused(aanvraag, loketmedewerker, papier, tot, zin):
    with pytest.raises(NietMogelijk, match=zin):
        uitstel_instemmen(
            aanvraag, door=loketmedewerker, op=op(date(2026, 2, 3)), schriftelijk_op=papier, tot=tot, reden="Mail."
        )
    assert not Uitstel.objects.exists()


def test_the_columns_of_a_list_agree_with_the_rule(loketmedewerker):
    """Requests, consent and verdagingen across each other; the database counts as the rule does."""
    for n in range(24):
        ontvangen = date(2026, 1, 5) + timedelta(days=n)
        aanvraag = aanvraag_in(S.IN_CONTROLE, ingediend=op(ontvangen))
        vraag = ontvangen + timedelta(days=5 + n % 4)
        Aanvulling.objects.create(
            aanvraag=aanvraag,
            gevraagd_op=vraag,
            gevraagd_door=loketmedewerker,
            hersteltermijn_tot=vraag + timedelta(days=14),
            aangevuld_op=vraag + timedelta(days=n % 20) if n % 2 else None,
        )
        if n % 3:
            _uitstel(aanvraag, loketmedewerker, "instemming", vraag + timedelta(days=n % 9 + 1), n % 5 + 3)
        if n % 4:
            verzonden = ontvangen + timedelta(days=n % 25 + 8)
            _uitstel(aanvraag, loketmedewerker, "verdaging", verzonden, 80 + n)
            later = verzonden + timedelta(days=30)
            Aanvulling.objects.filter(aanvraag=aanvraag).update(verlopen_op=None)
            if n % 2:
                Aanvulling.objects.create(
                    aanvraag=aanvraag,
                    gevraagd_op=later,
                    gevraagd_door=loketmedewerker,
                    hersteltermijn_tot=later + timedelta(days=7),
                )
    for vandaag in (date(2026, 2, 10), date(2026, 3, 2), date(2026, 4, 7), date(2026, 5, 18)):
        rijen = list(Aanvraag.objects.op_termijn(vandaag))
        volgorde = [(een.termijn(vandaag).stilgezet_sinds is not None, een.termijn(vandaag).uiterlijk) for een in rijen]
        assert volgorde == sorted(volgorde)
        for staat in ("laat", "week", "goed", "pauze"):
            uit_sql = set(Aanvraag.objects.met_staat(staat, vandaag).values_list("pk", flat=True))
            assert uit_sql == {een.pk for een in rijen if een.termijn(vandaag).staat(vandaag) == staat}, (
                vandaag,
                staat,
            )


def _uitstel(aanvraag, door, soort, van, dagen):
    Uitstel.objects.create(
        aanvraag=aanvraag,
        soort=soort,
        van=van,
        tot=van + timedelta(days=dagen),
        schriftelijk_op=van if soort == "instemming" else None,
        reden="x",
        vastgelegd_op=timezone.now(),
        vastgelegd_door=door,
    )


# --- withdrawal --------------------------------------------------------------------------------------------------


def test_withdrawing_makes_letters_and_lets_others_lapse(aanvraag, ib, loketmedewerker):
    verdagen(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), tot=date(2026, 4, 20), reden=REDEN)
    acties.intrekken(aanvraag, door=ib, op=op(date(2026, 3, 6)), reden="De leerling is verhuisd.")
    assert set(Zaakbrief.objects.te_verzenden().values_list("soort", flat=True)) == {"intrekking"}
    versturen(aanvraag, loketmedewerker, date(2026, 3, 6))
    assert not Zaakbrief.objects.te_verzenden().exists()


def test_the_page_of_the_desk_walks_the_whole_way(inloggen, school, ib, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib)
    client = inloggen(loketmedewerker)
    pad = reverse("loket:uitstel", args=[aanvraag.public_id])
    leeg = client.post(pad, {"actie": "verdagen"})
    assert "Kies de nieuwe laatste dag" in leeg.text
    tot = timezone.localdate() + timedelta(days=7)
    antwoord = client.post(pad, {"actie": "verdagen", "tot": tot.isoformat(), "reden": "Ziekte."})
    assert "tot dan is er al tijd" in antwoord.text
    assert "Ziekte." in antwoord.text  # typed text is not lost
    assert client.get(reverse("loket:zaakbrieven", args=[aanvraag.public_id])).status_code == 200
    assert "0 brieven nog niet verstuurd" in client.get(reverse("loket:verzenden")).text
    dagen = (timezone.localdate() + timedelta(days=84 + over) for over in range(9))
    tot = next(dag for dag in dagen if is_werkdag(dag))
    client.post(pad, {"actie": "verdagen", "tot": tot.isoformat(), "reden": "Ziekte."})
    assert "3 brieven nog niet verstuurd" in client.get(reverse("loket:verzenden")).text


def test_only_who_sends_letters_dates_them(aanvraag, ib, beslisser, loketmedewerker):
    from django.http import Http404

    verdagen(aanvraag, door=loketmedewerker, op=op(date(2026, 3, 5)), tot=date(2026, 4, 20), reden=REDEN)
    for wie in (ib, beslisser, gebruiker_met("bestuur")):
        with pytest.raises(Http404):
            zaakbrieven_klaarzetten(aanvraag, door=wie, op=op(date(2026, 3, 5)), verzenddatum=date(2026, 3, 5))
