from django.apps import AppConfig


class ThuiszittersConfig(AppConfig):
    name = "thuiszitters"
    verbose_name = "Thuiszitters"

    def ready(self) -> None:
        from . import scopes  # noqa: F401 - registers who sees what
