"""What all rows of a case have in common."""

from __future__ import annotations

from typing import Any

from kern.gebruikers.zicht import ZichtbaarModel


class BijCasus(ZichtbaarModel):
    """A row of a case: the logbook writes it under the child and the school of that case."""

    casus: Any

    class Meta:
        abstract = True

    @property
    def log_leerling(self) -> str:
        leerling: str = self.casus.log_leerling if self.casus else ""
        return leerling

    @property
    def log_school(self) -> str:
        school: str = self.casus.log_school if self.casus else ""
        return school
