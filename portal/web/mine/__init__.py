"""My data: what the portal keeps about a person, given back, put right, deleted."""
