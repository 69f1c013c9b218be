from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Monitoring"

    def ready(self) -> None:
        from kern.houdt import RAPPORTEN

        from . import scopes  # noqa: F401 - registers who sees what
        from .bevroren import niet_bevroren

        RAPPORTEN.append(niet_bevroren)
