"""Set the date formats: Django's own English ones abbreviate months in running text."""

DATE_FORMAT = "F j, Y"
SHORT_DATE_FORMAT = "M j, Y"
DATETIME_FORMAT = "F j, Y, P"
SHORT_DATETIME_FORMAT = "M j, Y, P"
