"""One file per page or verb of the handover."""
