from django.apps import AppConfig


class ToezichtConfig(AppConfig):
    name = "toezicht"
    verbose_name = "Toezicht"

    def ready(self) -> None:
        from kern.houdt import JAREN, registreer_houdt

        from . import scopes  # noqa: F401 - registers who sees what, and what nobody sees any more
        from .weg import houdt_verzoek, verwijderd_uit

        registreer_houdt(houdt_verzoek)
        JAREN.append(verwijderd_uit)
