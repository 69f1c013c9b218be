from django.apps import AppConfig


class ScholenConfig(AppConfig):
    name = "scholen"
    verbose_name = "Scholen"

    def ready(self) -> None:
        from . import scopes  # noqa: F401 - registers who sees what
