"""Read by ``manage.py shell``: every number of the last case in clear, and a raw dump beside it.

``folder`` is set by whoever runs this.
"""

import json
import subprocess
from pathlib import Path

from applicants.models import Applicant
from bundles.casework.models import Decision, Submission
from bundles.catalogue import versions
from portal.local.binaries import postgres
from portal.local.places import HOME

PERSONAL = {"resident_id": "id", "phone": "phone"}
numbers = {"id": set(), "phone": set(), "account": set()}

for applicant in Applicant.objects.all():
    numbers["id"].add(applicant.id_number)
    numbers["phone"].add(applicant.phone)

for submission in Submission.objects.all():
    version = versions.version(submission.version_id)
    for block in version.blocks:
        rows = submission.answers["blocks"].get(block.key, [])
        for row in rows if isinstance(rows, list) else [rows]:
            for field in block.fields:
                if field.type in PERSONAL and row.get(field.key):
                    numbers[PERSONAL[field.type]].add(row[field.key])

for decision in Decision.objects.filter(work_item__key="E5"):
    numbers["account"].add(decision.result["unit_account"])

told = {kind: sorted(several) for kind, several in numbers.items()}
Path(folder, "numbers.json").write_text(json.dumps(told))  # noqa: F821
with Path(folder, "dump.sql").open("wb") as dump:  # noqa: F821
    command = [postgres("pg_dump"), "-h", HOME.sockets, "-U", "portal", "portal"]
    subprocess.run([str(word) for word in command], stdout=dump, check=True)
