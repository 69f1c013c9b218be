"""What a case waits for, in words."""

from datetime import date, timedelta

from thuiszitters.rules.zorgen import Aanbod, Loop, Tafel, voorstel_woorden, zonder_aanbod, zorgen

DAG = date(2026, 11, 23)


def toen(dagen):
    return DAG - timedelta(days=dagen)


def test_an_offer_that_is_missing_after_the_weeks_that_were_set():
    assert zorgen(Loop(thuis_sinds=toen(90)), DAG) == []
    assert zorgen(Loop(thuis_sinds=toen(91)), DAG) == ["Al 13 weken thuis zonder aanbod."]
    assert zorgen(Loop(thuis_sinds=toen(28), weken_zonder_aanbod=4), DAG) == ["Al 4 weken thuis zonder aanbod."]
    for een, weken in (
        (Aanbod(toen(80), "geweigerd"), 0),
        (Aanbod(toen(80), "ingetrokken"), 14),
        (Aanbod(toen(101), "geaccepteerd"), 14),
    ):
        assert zonder_aanbod(Loop(thuis_sinds=toen(100), aanbod=[een]), DAG) == weken
    assert zonder_aanbod(Loop(), DAG) == 0


def test_what_waits_for_somebody():
    for loop, zin in (
        (Loop(aanbod=[Aanbod(toen(14))]), "Nog geen antwoord op het aanbod van 9 november 2026."),
        (Loop(tafels=[Tafel("Het gesprek", toen(14))]), "Er is nog geen dag."),
        (Loop(tafels=[Tafel("Het gesprek", toen(14), toen(1))]), "Schrijf op wat eruit kwam."),
        (Loop(nazorg_tot=toen(1)), "Sluit de casus of verleng."),
        (Loop(vrij_tot=toen(1)), "De vrijstelling liep tot en met 22 november 2026."),
        (Loop(herbeoordelen_voor=date(2027, 1, 18)), "voor 18 januari 2027 opnieuw bekeken zijn."),
    ):
        [woorden] = zorgen(loop, DAG)
        assert woorden.endswith(zin)
    for loop in (
        Loop(aanbod=[Aanbod(toen(13)), Aanbod(toen(50), "geweigerd")]),
        Loop(tafels=[Tafel("Het gesprek", toen(13)), Tafel("Het gesprek", toen(60), DAG)]),
        Loop(nazorg_tot=DAG, vrij_tot=DAG, herbeoordelen_voor=date(2027, 1, 19)),
    ):
        assert zorgen(loop, DAG) == []


def test_the_words_of_a_proposal_say_how_long_and_what_was_offered():
    zinnen = [
        voorstel_woorden("Ruben", toen(60), 38, aanbod)
        for aanbod in ([], [Aanbod(toen(9))], [Aanbod(toen(9), "geweigerd", "Te ver.")])
    ]
    assert all("sinds 24 september 2026" in zin and "38 schooldagen" in zin for zin in zinnen)
    for zin, deel in zip(zinnen, ("nog geen aanbod", "nog geen antwoord", "is geweigerd"), strict=True):
        assert deel in zin
    assert "Te ver" not in zinnen[2], "why the family said no is not for everybody"
