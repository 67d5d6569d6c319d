"""Bundle imported stylesheets into one file, without a build step (docs/decisions/design-of-public-pages.md)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
INDENT = re.compile(r"\n\s+")
IMPORT = re.compile(r'^@import url\("(?P<name>[\w./-]+\.css)"\);\n', re.MULTILINE)


Files: TypeAlias = Mapping[str, tuple[Any, str]]  # By name: the storage that holds the file, and its path there.


class InlineImports:
    """Open stylesheets with their imports replaced by the imported text, without comments and indents."""

    def __init__(self, files: Files) -> None:
        self.files = files

    def open(self, name: str) -> ContentFile:
        """Return the bundled stylesheet. Imports of imported files are left as they are."""

        def inline(match: re.Match[str]) -> str:
            return self.text(posixpath.normpath(posixpath.join(posixpath.dirname(name), match["name"])))

        whole = COMMENT.sub("", IMPORT.sub(inline, self.text(name)))
        return ContentFile(INDENT.sub("\n", whole).encode())

    def text(self, name: str) -> str:
        """Return the file as it is."""
        storage, path = self.files[name]
        with storage.open(path) as file:
            return file.read().decode()


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hash file names, compress files once, bundle stylesheets, and replace the names in scripts' imports."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: Files, dry_run: bool = False, **options: Any) -> Iterator[tuple[str, str, bool]]:
        inlined = InlineImports(paths)
        bundled = {name: (inlined, name) if name.endswith(".css") else place for name, place in paths.items()}
        return super().post_process(bundled, dry_run, **options)
