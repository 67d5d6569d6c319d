from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "psyweb.desk.site.DeskSite"
