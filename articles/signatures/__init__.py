"""Tell which clinician's signature holds for a text: one that differs from the signed text in harmless ways alone."""
