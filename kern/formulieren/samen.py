"""A form in which two people may write at once; how their texts are put together is up to the view."""

from __future__ import annotations

from collections.abc import Sequence

from django.forms import Form


class SamenForm(Form):
    """begin: prints of what it was shown with, "" before it was kept; anders: per field what another wrote, to choose.

    Its template shows `anders` as it stands, so that both texts are read beside each other without script.
    """

    begin: str = ""
    anders: Sequence[tuple[str, str]] = ()
