from django.apps import AppConfig


class InrichtingConfig(AppConfig):
    name = "inrichting"
    verbose_name = "Inrichting"

    def ready(self) -> None:
        from . import scopes  # noqa: F401 - registers who sees what
