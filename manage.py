#!/usr/bin/env python3
"""Django's command line for the portal; brings the embedded servers up for the commands that need
them, and says what to do when the database lacks a table.
"""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django
    import psycopg2
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    from portal.env import EnvironmentRefused
    from portal.local.exceptions import LocalError
    from portal.local.needs import needs_tables, servers_for
    from portal.local.tables import make_tables, missing

    try:
        with servers_for(sys.argv) as held:
            if held is not None and needs_tables(sys.argv):
                django.setup()
                make_tables()
            execute_from_command_line(sys.argv)
    except (EnvironmentRefused, LocalError) as refusal:
        sys.exit(str(refusal))
    except (DatabaseError, psycopg2.Error) as error:  # the driver's own where a cursor closes
        if not (lacking := missing(error)):
            raise
        sys.exit(f"The database is not of this version ({lacking}). Run: manage.py migrate")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
