from django.apps import AppConfig


class PsyWebConfig(AppConfig):
    name = "psyweb"
    verbose_name = "PsyWeb"
