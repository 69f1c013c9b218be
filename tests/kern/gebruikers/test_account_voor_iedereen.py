"""The account pages are read by parents, by staff and by who is not known yet: they say neither "u" nor "je"."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.urls import reverse

from kern.gebruikers.apparaat import browser

WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
GEDEELD = ("account", "mfa", "usersessions", "socialaccount")


def test_no_account_page_chooses_between_u_and_je():
    """Mails do: all of ours say u, to staff too."""
    sjablonen = [een for map_ in GEDEELD for een in (settings.BASE_DIR / "templates" / map_).rglob("*.html")]
    assert len(sjablonen) > 30
    gevonden = {
        str(een): woorden
        for een in sjablonen
        if (woorden := re.findall(r"\b(?:u|uw|je|jij|jou|jouw)\b", een.read_text(encoding="utf-8"), re.IGNORECASE))
    }
    assert gevonden == {}


@pytest.mark.parametrize(
    ("user_agent", "woorden"),
    [
        (WINDOWS, "Chrome op Windows"),
        (f"{WINDOWS} Edg/140.0.0.0", "Edge op Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox op Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari op iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 "
            "Chrome/130.0.0.0 Mobile Safari/537.36",
            "Samsung Internet op Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0)", "Onbekende browser op Windows"),
        ("curl/8.5.0", "Onbekende browser"),
        ("", "Onbekende browser"),
    ],
)
def test_a_browser_is_named_in_words(user_agent, woorden):
    assert browser(user_agent) == woorden


@pytest.mark.django_db
def test_the_page_of_devices_names_the_browser_and_no_raw_text(inloggen, ib):
    client = inloggen(ib)
    sleutel = client.cookies[settings.SESSION_COOKIE_NAME].value
    UserSession.objects.create(user=ib, ip="127.0.0.1", user_agent=WINDOWS, session_key=sleutel)
    pagina = client.get(reverse("usersessions_list"), headers={"user-agent": WINDOWS}).text
    assert "Chrome op Windows" in pagina
    assert "Mozilla" not in pagina
