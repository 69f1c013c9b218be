from django.apps import AppConfig


class LoketConfig(AppConfig):
    name = "loket"
    verbose_name = "Loket"

    def ready(self) -> None:
        from . import scopes  # noqa: F401 - registers who sees what
        from .actions import vertrek  # noqa: F401 - registers what goes to another when somebody leaves
