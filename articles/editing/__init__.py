"""Edit articles and their registers at the desk."""
