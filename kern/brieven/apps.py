from django.apps import AppConfig


class BrievenConfig(AppConfig):
    name = "kern.brieven"
    verbose_name = "Brieven"
