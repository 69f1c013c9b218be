from django.apps import AppConfig


class ScholenConfig(AppConfig):
    name = "scholen"
    verbose_name = "Scholen"

    def ready(self) -> None:
        from kern.post.eigen import eigen_woorden_uit, zwijgen_tegen

        from . import scopes  # noqa: F401 - registers who sees what
        from .eigen import eigen_mailwoorden, geen_mail_aan

        eigen_woorden_uit(eigen_mailwoorden)
        zwijgen_tegen(geen_mail_aan)
