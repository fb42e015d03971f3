"""Which registers are attached, read from the environment."""

from __future__ import annotations

from typing import Any, Final

from portal.env import Environment

SIMULATOR: Final = "/simulators/registers/{register}"
CLIENT: Final = "portal.registers.http.HttpRegister"
NONE: Final = "none"


def attached(env: Environment, *, site_url: str) -> dict[str, dict[str, Any]]:
    """The setting ``REGISTERS``: by a register's key, or ``*``, the class that asks it.

    Without any named, development asks the simulator over HTTP like everybody else's; production
    that was told to asks it within the process, for there it has no address.
    """
    if env.registers:
        keys = dict(pair.split("=", 1) for pair in env.register_keys)
        named = dict(pair.split("=", 1) for pair in env.registers if pair != NONE)
        return {
            name: {"BACKEND": CLIENT, "OPTIONS": {"url": url, "key": keys.get(name, "")}}
            for name, url in named.items()
        }
    if not env.production:
        return {"*": {"BACKEND": CLIENT, "OPTIONS": {"url": site_url + SIMULATOR}}}
    if "registers" in env.simulated:
        return {"*": {"BACKEND": "portal.simulators.registers.register.Simulator"}}
    return {}
