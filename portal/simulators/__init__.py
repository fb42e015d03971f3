"""Stand-ins for services outside the house. They exist only where ``settings.SIMULATORS`` is on."""
