"""Serves the stylesheets as one file, with no build step (docs/decisions/design-of-public-pages.md)."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
INDENT = re.compile(r"\n\s+")
IMPORT = re.compile(r'^@import url\("(?P<name>[\w.-]+\.css)"\);\n', re.MULTILINE)


class InlineImports:
    """Static files in which a stylesheet holds the text of the neighbours it imports, without comments and indents."""

    def __init__(self, storage):
        self.storage = storage

    def open(self, path):
        def inline(match):
            folder, _, _ = path.rpartition("/")
            return self.text(f"{folder}/{match['name']}" if folder else match["name"])

        whole = COMMENT.sub("", IMPORT.sub(inline, self.text(path)))
        return ContentFile(INDENT.sub("\n", whole).encode())

    def text(self, path):
        with self.storage.open(path) as file:
            return file.read().decode()


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Named by content, compressed once, stylesheets whole; scripts import each other by those names."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        whole = {
            name: (InlineImports(storage) if name.endswith(".css") else storage, path)
            for name, (storage, path) in paths.items()
        }
        return super().post_process(whole, dry_run, **options)
