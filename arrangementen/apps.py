from django.apps import AppConfig


class ArrangementenConfig(AppConfig):
    name = "arrangementen"
    verbose_name = "Arrangementen"

    def ready(self) -> None:
        from . import scopes  # noqa: F401 - registers who sees what
        from .actions import vertrek  # noqa: F401 - registers what goes to another when somebody leaves
