"""Edit the glossary in the admin."""

from __future__ import annotations

from django.contrib import admin

from ...models import GlossaryWord


@admin.register(GlossaryWord)
class GlossaryWordAdmin(admin.ModelAdmin):
    list_display = ["word", "meaning"]
    search_fields = ["word", "meaning"]
