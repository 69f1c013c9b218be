from django.apps import AppConfig


class PortaalConfig(AppConfig):
    name = "swv_portal"
    verbose_name = "Portaal"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers the deploy checks
