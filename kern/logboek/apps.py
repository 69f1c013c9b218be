from django.apps import AppConfig


class LogboekConfig(AppConfig):
    name = "kern.logboek"
    verbose_name = "Logboek"
