from django.apps import AppConfig


class ThuiszittersConfig(AppConfig):
    name = "thuiszitters"
    verbose_name = "Thuiszitters"

    def ready(self) -> None:
        from .scopes import gezin  # noqa: F401 - registers who sees what
