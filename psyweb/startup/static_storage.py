"""Serves the stylesheets as one file, with no build step (docs/decisions/design-of-public-pages.md)."""

import posixpath
import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
INDENT = re.compile(r"\n\s+")
IMPORT = re.compile(r'^@import url\("(?P<name>[\w./-]+\.css)"\);\n', re.MULTILINE)


class InlineImports:
    """Static files in which a stylesheet holds the text of those it imports, without comments and indents.

    `files`: the name of each static file, with the storage that holds it and its path there.
    """

    def __init__(self, files):
        self.files = files

    def open(self, name):
        def inline(match):
            return self.text(posixpath.normpath(posixpath.join(posixpath.dirname(name), match["name"])))

        whole = COMMENT.sub("", IMPORT.sub(inline, self.text(name)))
        return ContentFile(INDENT.sub("\n", whole).encode())

    def text(self, name):
        storage, path = self.files[name]
        with storage.open(path) as file:
            return file.read().decode()


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Named by content, compressed once, stylesheets whole; scripts import each other by those names."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        inlined = InlineImports(paths)
        whole = {name: (inlined, name) if name.endswith(".css") else place for name, place in paths.items()}
        return super().post_process(whole, dry_run, **options)
