from django.contrib.admin import AdminSite

from psyweb.access import second_factor


class DeskSite(AdminSite):
    site_title = site_header = "PsyWeb desk"
    index_title = "Today at the desk"

    def admin_view(self, view, cacheable=False):
        return second_factor.asked_first(super().admin_view(view, cacheable))
