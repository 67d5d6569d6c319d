"""The append-only ledger of counts: entries, signatures, anchors, verification."""
