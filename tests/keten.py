"""The middleware of the test client, loaded once for as long as no setting changes, as a server loads it.

Django loads it anew for each client, and then WhiteNoise looks at every static file: a tenth of all requests, where a
test has a client for each person.
"""

from __future__ import annotations

from typing import Any

from django.core.signals import setting_changed
from django.test.client import ClientHandler

_echt = ClientHandler.load_middleware
geladen: dict[str, Any] = {}


def laden(zelf: ClientHandler, is_async: bool = False) -> None:
    """ClientHandler.load_middleware: what the last one loaded, when there is one."""
    if not geladen:
        _echt(zelf, is_async)
        geladen.update(
            {naam: waarde for naam, waarde in vars(zelf).items() if naam.endswith(("_middleware", "_chain"))}
        )
    vars(zelf).update(geladen)


def vergeten(**_: Any) -> None:
    """A middleware may have read the setting that changes."""
    geladen.clear()


def pytest_configure() -> None:
    ClientHandler.load_middleware = laden
    setting_changed.connect(vergeten)


def pytest_unconfigure() -> None:
    ClientHandler.load_middleware = _echt
    setting_changed.disconnect(vergeten)
