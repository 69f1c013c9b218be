from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "dossier"
    verbose_name = "Dossier"

    def ready(self) -> None:
        from .scopes import inzage  # noqa: F401 - adds who looked to the copy of a dossier
