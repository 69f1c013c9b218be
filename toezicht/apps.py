from django.apps import AppConfig


class ToezichtConfig(AppConfig):
    name = "toezicht"
    verbose_name = "Toezicht"

    def ready(self) -> None:
        from . import scopes  # noqa: F401 - registers who sees what, and what nobody sees any more
