"""Write backups of the site, restore them, and move the site to another database."""
