#!/usr/bin/env python3
"""Django's command line for the portal; brings the embedded servers up for the commands that need
them."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line

    from portal.env import EnvironmentRefused
    from portal.local.exceptions import LocalError
    from portal.local.needs import servers_for

    try:
        with servers_for(sys.argv):
            execute_from_command_line(sys.argv)
    except (EnvironmentRefused, LocalError) as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
