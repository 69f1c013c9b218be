from django.apps import AppConfig


class BestandenConfig(AppConfig):
    name = "kern.bestanden"
    verbose_name = "Bestanden"
