"""How dates are written, where Django's own English would shorten months in running text."""

DATE_FORMAT = "F j, Y"
SHORT_DATE_FORMAT = "M j, Y"
