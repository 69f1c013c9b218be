"""A region that was filled before is only used again when it is what would be filled now."""

import json

import pytest

from benchmarks import regio_bewaard
from benchmarks.regio_verhalen import Omvang


def test_a_kept_region_of_another_day_or_other_tables_is_filled_anew(tmp_path, monkeypatch):
    nu = {"dag": "2026-03-02", "tabellen": "a", "hoe": "b"}
    gevuld, gestart = [], []
    monkeypatch.setattr(regio_bewaard, "MAP", tmp_path)
    monkeypatch.setattr(regio_bewaard, "_van", lambda: nu)
    monkeypatch.setattr(regio_bewaard.schema, "afdruk", lambda: "a")
    monkeypatch.setattr(regio_bewaard, "_starten", lambda *waar: gestart.append(waar))
    monkeypatch.setattr(regio_bewaard, "_bijwerken", lambda waar, stand: stand.update(bijgewerkt=True))
    monkeypatch.setattr(regio_bewaard, "_vullen_apart", lambda waar, omvang: gevuld.append(omvang) or stand(waar, nu))

    def stand(waar, van):
        (waar / "stand.json").write_text(json.dumps({"van": van, "tabellen": van["tabellen"]}))

    def openen(**hoe):
        uit = regio_bewaard.openen(Omvang.van(5000, log=10), **hoe)
        while regio_bewaard._open:
            regio_bewaard._open.pop().close()
        return uit

    assert (openen()["er_al"], len(gevuld)) == (False, 1)
    assert (openen()["er_al"], len(gevuld)) == (True, 1)
    for keer, anders in enumerate(
        ({"dag": "2026-03-01"}, {"tabellen": "z"}, {"hoe": "z"}, {"bijgewerkt": "2026-03-02"})
    ):
        stand(tmp_path / "5000-10-2026", nu | anders)
        zoals_is = openen(zoals_is=True)
        assert zoals_is["er_al"]
        assert zoals_is.get("bijgewerkt", False) is ("tabellen" in anders)
        assert (openen()["er_al"], len(gevuld)) == (False, 2 + keer)
    assert len(gestart) == 10


def test_a_kept_region_is_of_one_measurement_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(regio_bewaard, "MAP", tmp_path)
    regio_bewaard._plek(Omvang.van(5000, log=10))
    with pytest.raises(SystemExit, match="in gebruik"):
        regio_bewaard._plek(Omvang.van(5000, log=10))
    while regio_bewaard._open:
        regio_bewaard._open.pop().close()
