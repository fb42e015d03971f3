"""Where results wait to be collected, and where there is room."""

from collections import Counter

from django.db.models import Count

from bundles.issuance.models import Certificate
from departments.models import Hall


def places_of(hall: Hall) -> dict[str, int]:
    """How many results each shelf takes, by its label."""
    return {str(shelf["label"]): int(shelf["places"]) for shelf in hall.shelves}


def lying_on(hall: Hall) -> Counter[str]:
    """How many results lie on each shelf: arrived, not handed over, in no parcel."""
    rows = (
        Certificate.objects.filter(
            batch__submission__hall=hall,
            batch__handed_over_at__isnull=True,
            arrived_at__isnull=False,
            parcel__isnull=True,
        )
        .exclude(shelf="")
        .values_list("shelf")
        .annotate(Count("pk"))
    )
    return Counter(dict(rows))


def with_room(hall: Hall) -> list[tuple[str, int]]:
    """Shelves and their free places; the emptiest that still has results on it comes first, so
    that few shelves are in use.
    """
    lying = lying_on(hall)
    rooms = [(label, places - lying[label]) for label, places in places_of(hall).items()]
    return sorted(
        ((label, free) for label, free in rooms if free > 0), key=lambda one: not lying[one[0]]
    )
