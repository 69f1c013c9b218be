"""The browser of every test that needs one: the Chromium of the machine when it has one, else Playwright's own.

The one without windows comes first: the whole browser also draws a frame, tabs and menus that nobody sees.
"""

from __future__ import annotations

import os
import shutil

import pytest

# Playwright keeps a loop running in this thread; the tests themselves use the database as any other test does.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
ZUINIG = "--js-flags=--no-maglev,--no-turbofan,--single-threaded"
"""A page lives for a second: to optimize its scripts, in threads beside it, costs more than it gains."""
MICROFOON = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
"""A microphone that beeps, for pages that ask for one."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    programma = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        **({"executable_path": programma} if programma else {}),
        "args": [ZUINIG, *MICROFOON, *args],
    }
