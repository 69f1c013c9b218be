"""How a row names itself in the logbook: by kind and public id, with the child and school concerned, never by name."""

from typing import Any


class Vermelding:
    """Base for models that the logbook speaks about; override log_leerling and log_school where they exist."""

    _meta: Any
    public_id: str

    @property
    def log_soort(self) -> str:
        return str(self._meta.label_lower)

    @property
    def log_id(self) -> str:
        return self.public_id

    @property
    def log_leerling(self) -> str:
        return ""

    @property
    def log_school(self) -> str:
        return ""
