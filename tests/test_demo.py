"""What the demo says about itself."""

from __future__ import annotations

from datetime import date, timedelta

import environ

from kern.termijnen.kalender import is_werkdag
from loket.demooverleg import overlegdagen
from start.demo import mail_in


def test_the_mail_of_the_demo_is_in_the_folder_that_it_names(tmp_path):
    config = environ.Env.email_url_config(mail_in(tmp_path / "mail"))
    assert config["EMAIL_FILE_PATH"] == str(tmp_path / "mail")


def test_nobody_is_asked_to_come_on_a_day_off():
    for nummer in range(2 * 365):
        vandaag = date(2026, 1, 1) + timedelta(days=nummer)
        geweest, komend = overlegdagen(vandaag)
        assert is_werkdag(geweest), vandaag
        assert is_werkdag(komend), vandaag
        assert geweest < vandaag < komend
