from django.apps import AppConfig


class VoorlichtingConfig(AppConfig):
    name = "voorlichting"
    verbose_name = "Voorlichting"

    def ready(self) -> None:
        from . import scopes  # noqa: F401 - registers who sees what
