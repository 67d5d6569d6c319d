"""Edit articles in the admin: the form, its checks, previews, conflicts and workflow buttons."""
