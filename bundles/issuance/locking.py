"""The one lock of a case, without opening its sealed form."""

from bundles.casework.models import Submission


def locked(**lookup: int) -> Submission:
    """The case, locked until the transaction ends. Raises ``Submission.DoesNotExist``."""
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("hall")
        .defer("answers", "refusal")
        .get(**lookup)
    )
