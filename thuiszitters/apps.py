from django.apps import AppConfig


class ThuiszittersConfig(AppConfig):
    name = "thuiszitters"
    verbose_name = "Thuiszitters"

    def ready(self) -> None:
        from .actions import vertrek  # noqa: F401 - registers what goes to another when somebody leaves
        from .scopes import gezin  # noqa: F401 - registers who sees what
