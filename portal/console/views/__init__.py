"""One file per page or verb: read the form, call the service, say what happened."""
