"""Deciding under mandate: only within a line of the register, printed in the letter, and a stand-in only at times."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import nieuwe_public_id
from loket.actions.besluit import besluiten
from loket.actions.mandaat import afwezigheid_vastleggen, mandaat_beeindigen, mandaat_geven
from loket.forms.mandaten import soorten_in_woorden
from loket.models import Mandaat, Status
from loket.rules.mandaat import ZWAARTE, Mandaatregel, kies_mandaat
from scholen.models import Instelling
from tests.factories import BEGIN, SamenwerkingsverbandFactory, aanvraag_in, beslissing, gebruiker_met

S = Status


def nu():
    return timezone.now()


def over(dagen):
    return timezone.localdate() + timedelta(days=dagen)


@pytest.fixture
def aanvraag(db):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    Instelling.objects.update(bevoegdheid="mandaat")
    aanvraag.instelling.refresh_from_db()
    return aanvraag


def mandaat_voor(wie, door, **velden):
    standaard = {"nummer": "2026-03", "functie": "teamleider", "soorten": ["SO"], "van": BEGIN}
    swv = SamenwerkingsverbandFactory()
    return mandaat_geven(door=door, op=nu(), swv=swv, gebruiker=wie, **(standaard | velden))


def neem(aanvraag, door, **velden):
    besluiten(aanvraag, door=door, op=nu(), **beslissing(aanvraag, **velden))
    return aanvraag.besluiten.get()


def test_the_letter_names_the_mandate_and_its_function(aanvraag, beslisser, beheerder):
    mandaat = mandaat_voor(beslisser, beheerder)
    besluit = neem(aanvraag, beslisser)
    assert (besluit.mandaat, besluit.functie) == (mandaat, "teamleider")
    for bekendmaking in besluit.bekendmakingen.all():
        assert "Namens het bestuur van" in bekendmaking.brief.html
        assert "Mandaat 2026-03" in bekendmaking.brief.html
        assert "teamleider" in bekendmaking.brief.html


def test_the_board_itself_needs_no_mandate(beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    besluit = neem(aanvraag, beslisser)
    assert besluit.mandaat is None
    assert "Mandaat" not in besluit.bekendmakingen.first().brief.html


@pytest.mark.parametrize(
    ("velden", "reden"),
    [
        ({"soorten": ["SBO"]}, "gaat niet over deze soort"),
        ({"tot": date(2020, 12, 31)}, "is voorbij"),
        ({"van": date(2090, 1, 1)}, "geldt pas later"),
    ],
)
def test_outside_the_mandate_is_refused_with_the_sentence_why(aanvraag, beslisser, beheerder, velden, reden):
    mandaat_voor(beslisser, beheerder, **velden)
    with pytest.raises(NietMogelijk, match=reden):
        neem(aanvraag, beslisser)
    assert not aanvraag.besluiten.exists()


def test_without_any_line_nobody_decides_under_mandate(aanvraag, beslisser):
    with pytest.raises(NietMogelijk, match="geen mandaat"):
        neem(aanvraag, beslisser)


def test_a_higher_category_than_the_mandate_is_refused_also_when_it_is_refused(aanvraag, beslisser, beheerder):
    """Refusing what is above the mandate is deciding above it too."""
    mandaat_voor(beslisser, beheerder, max_categorie="L")
    aanvraag.onderdeel_vraag.__class__.objects.update(categorie="H")
    with pytest.raises(NietMogelijk, match=r"tot en met categorie 1 \(laag\)"):
        neem(aanvraag, beslisser, uitkomst="afgewezen", passende_hulp="Hulp.", waarom_afwijking_advies="Zo.")


def test_a_stand_in_decides_only_while_the_other_is_recorded_as_absent(aanvraag, beslisser, beheerder):
    ander = gebruiker_met(Rol.BESLISSER, naam="T. Teamleider")
    mandaat = mandaat_voor(ander, beheerder, plaatsvervanger=beslisser)
    with pytest.raises(NietMogelijk, match="alleen op dagen dat die afwezig is"):
        neem(aanvraag, beslisser)
    afwezigheid_vastleggen(mandaat, door=beheerder, op=nu(), van=over(0), tot=over(7))
    besluit = neem(aanvraag, beslisser)
    assert besluit.functie == "plaatsvervanger van de teamleider"
    assert besluit.genomen_door == beslisser


def test_a_mandate_is_ended_and_never_changed_or_removed(beslisser, beheerder):
    mandaat = mandaat_voor(beslisser, beheerder)
    mandaat_beeindigen(mandaat, door=beheerder, op=nu(), tot=over(0))
    with pytest.raises(DatabaseError), transaction.atomic():
        Mandaat.objects.filter(pk=mandaat.pk).update(max_categorie="H")
    with pytest.raises(DatabaseError), transaction.atomic():
        mandaat.delete()


@pytest.mark.parametrize(
    ("doe", "reden"),
    [
        (lambda b, w: mandaat_voor(w, w), "geen rechten"),
        (lambda b, w: mandaat_voor(gebruiker_met(Rol.LOKETMEDEWERKER), b), "niet de rol beslisser"),
        (lambda b, w: mandaat_voor(w, b, plaatsvervanger=w), "Kies een ander"),
        (lambda b, w: [mandaat_voor(w, b), mandaat_voor(gebruiker_met(Rol.BESLISSER), b)], "bestaat al"),
        (
            lambda b, w: afwezigheid_vastleggen(mandaat_voor(w, b), door=b, op=nu(), van=over(0), tot=over(1)),
            "geen plaats",
        ),
    ],
)
def test_what_may_not_stand_in_the_register_is_refused(beheerder, beslisser, doe, reden):
    with pytest.raises(NietMogelijk, match=reden):
        doe(beheerder, beslisser)


def test_two_mandates_of_one_person_about_one_kind_never_hold_on_the_same_day(beheerder, beslisser):
    eerste = mandaat_voor(beslisser, beheerder, nummer="A", soorten=["SO", "SBO"], van=over(1), tot=over(10))
    for velden in (
        {"van": over(10)},
        {"van": over(0), "tot": over(1)},
        {"van": over(0)},
        {"van": over(3), "tot": over(4), "soorten": ["SBO", "VSO"]},
    ):
        with pytest.raises(NietMogelijk, match="al mandaat A over dezelfde soort"):
            mandaat_voor(beslisser, beheerder, nummer="B", **velden)
    ander, swv = gebruiker_met(Rol.BESLISSER), SamenwerkingsverbandFactory(code="VO2801", sector="VO")
    mandaat_voor(ander, beheerder, nummer="van een ander", van=over(3))
    mandaat_voor(beslisser, beheerder, nummer="andere soort", van=over(3), soorten=["VSO"])
    mandaat_geven(
        **{"door": beheerder, "op": nu(), "swv": swv, "nummer": "A", "gebruiker": beslisser},
        **{"functie": "teamleider", "soorten": ["SO"], "van": over(3)},
    )
    mandaat_voor(beslisser, beheerder, nummer="ervoor", van=over(0), tot=over(0))
    mandaat_voor(beslisser, beheerder, nummer="erna", van=over(11))
    with pytest.raises(NietMogelijk, match="al mandaat erna"):
        mandaat_beeindigen(eerste, door=beheerder, op=nu(), tot=over(11))
    mandaat_beeindigen(eerste, door=beheerder, op=nu(), tot=over(9))


def test_nobody_writes_an_own_mandate(beheerder):
    beheerder.lidmaatschappen.create(rol=Rol.BESLISSER, van=BEGIN)
    with pytest.raises(NietMogelijk, match="voor jezelf"):
        mandaat_voor(type(beheerder).objects.get(pk=beheerder.pk), beheerder)


@given(
    st.sampled_from(["", "L", "M", "H"]),
    st.sampled_from(["", "L", "M", "H"]),
    st.decimals(1, 99999, places=2),
    st.decimals(1, 99999, places=2),
)
def test_a_mandate_covers_exactly_what_is_not_above_it(hoogstens, categorie, grens, bedrag):
    dag = date(2026, 11, 26)
    regel = Mandaatregel("1", frozenset({"SO"}), dag, dag, max_categorie=hoogstens, max_bedrag=grens)
    gekozen, _ = kies_mandaat([regel], soort="SO", categorie=categorie, dag=dag, bedrag=bedrag)
    past = (not hoogstens or ZWAARTE[categorie] <= ZWAARTE[hoogstens]) and bedrag <= grens
    assert (gekozen is not None) == past


def test_an_own_mandate_goes_before_that_of_another():
    dag = date(2026, 11, 26)
    eigen = Mandaatregel("B", frozenset({"SO"}), dag, max_bedrag=Decimal("500"))
    ander = Mandaatregel("A", frozenset({"SO"}), dag, als_vervanger=True, dan_afwezig=True)
    assert kies_mandaat([ander, eigen], soort="SO", categorie="L", dag=dag)[0] == eigen


# --- the pages ---------------------------------------------------------------------------------------------------


def test_the_beheerder_keeps_the_register_with_its_history(inloggen, beheerder, beslisser):
    ander = gebruiker_met(Rol.BESLISSER, naam="T. Teamleider")
    swv, client = SamenwerkingsverbandFactory(), inloggen(beheerder)
    data = {
        "swv": swv.public_id,
        "nummer": "2026-07",
        "gebruiker": beslisser.public_id,
        "functie": "teamleider",
        "soorten": ["SO", "SBO"],
        "max_bedrag": "2500",
        "van": over(0).isoformat(),
        "plaatsvervanger": ander.public_id,
    }
    pagina = client.post(reverse("loket:mandaat_nieuw"), {**data, "soorten": []})
    assert "Kies minstens één soort" in pagina.text
    client.post(reverse("loket:mandaat_nieuw"), data)
    mandaat = Mandaat.objects.get()
    pad = reverse("loket:mandaat", args=[mandaat.public_id])
    dagen = {"afwezig-van": over(1).isoformat(), "afwezig-tot": over(4).isoformat()}
    assert "De plaatsvervanger besluit" in client.post(pad, {"actie": "afwezig", **dagen}, follow=True).text
    client.post(pad, {"actie": "einde", "einde-tot": over(0).isoformat()})
    assert Mandaat.objects.get().tot == over(0)
    assert "2026-07" in client.get(reverse("loket:mandaten")).text


@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.BEHEERDER}))
def test_only_beheer_keeps_the_register(inloggen, rol, beslisser, beheerder):
    mandaat = mandaat_voor(beslisser, beheerder)
    client = inloggen(gebruiker_met(rol))
    for naam, args in (("mandaten", []), ("mandaat_nieuw", []), ("mandaat", [mandaat.public_id])):
        assert client.get(reverse(f"loket:{naam}", args=args)).status_code == 404


def test_an_adviseur_gets_a_mandate_about_arrangementen_and_nothing_else(beheerder):
    adviseur = gebruiker_met(Rol.ADVISEUR)
    with pytest.raises(NietMogelijk, match="niet de rol beslisser"):
        mandaat_voor(adviseur, beheerder, soorten=["ARR", "SO"])
    assert soorten_in_woorden(mandaat_voor(adviseur, beheerder, soorten=["ARR"])) == "arrangement"


def test_the_database_refuses_a_second_mandate_about_the_same_kind_whoever_writes_it(beslisser, beheerder):
    een = mandaat_voor(beslisser, beheerder, tot=over(30))
    velden = {veld.attname: getattr(een, veld.attname) for veld in Mandaat._meta.concrete_fields}
    velden |= {"id": None, "public_id": nieuwe_public_id(), "nummer": "2026-09", "soorten": ["SBO", "SO"]}
    with pytest.raises(IntegrityError, match="al een mandaat hierover"), transaction.atomic():
        Mandaat(**velden | {"van": over(30), "tot": None}).save()
    Mandaat(**velden | {"van": over(31), "tot": None}).save()
    Mandaat(**velden | {"public_id": nieuwe_public_id(), "nummer": "2026-10", "soorten": ["VSO"]}).save()
    with pytest.raises(IntegrityError, match="al een mandaat hierover"), transaction.atomic():
        Mandaat.objects.filter(pk=een.pk).update(tot=over(31))
