"""Define the forms that editors fill in at the desk."""
