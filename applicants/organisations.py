"""A person and the organisations that are theirs: declared, proven, left."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants.exceptions import IdentityTaken, OrganisationRefused
from applicants.identity import IdentityKind
from applicants.models import Applicant, IdentityLevel, Membership, Profile, Proof
from applicants.selectors import applicants_with_number, memberships_of
from applicants.services import confirm, register_organisation

STRENGTH = [Proof.DECLARED, Proof.LICENCE, Proof.SEEN]


@transaction.atomic
def declare(person: Applicant, *, name: str, uscc: str, phone: str) -> Membership:
    """Register an organisation whose legal representative a person says to be.

    It is a row of its own: what others filed under the same number stays out of reach until the
    right is proven. The same number a second time is the membership there already is. Raises
    ``ValidationError`` with every wrong field.
    """
    Applicant.objects.select_for_update().get(pk=person.pk)  # two clicks register one
    declared = register_organisation(name=name, uscc=uscc, phone=phone)
    for membership in memberships_of(person):
        if membership.organisation.id_number == declared.id_number:
            declared.delete()
            return membership
    Profile.objects.create(applicant=declared, legal_representative=person.name)
    return Membership.objects.create(person=person, organisation=declared)


@transaction.atomic
def prove(membership_id: int, *, proof: Proof) -> Membership:
    """Record that the right to act was proven; a weaker or the same proof changes nothing.

    The organisation becomes the confirmed one of its number: where that exists already, the
    person joins it, and the declared row keeps what was filed under it.
    """
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("organisation", "person")
        .get(pk=membership_id)
    )
    if STRENGTH.index(proof) <= STRENGTH.index(Proof(membership.proof)):
        return membership
    level = IdentityLevel.SEEN if proof is Proof.SEEN else IdentityLevel.VERIFIED
    try:
        with transaction.atomic():
            confirm(membership.organisation.pk, level=level)
    except IdentityTaken:
        membership = _join(membership.person, _confirmed(membership.organisation))
    membership.proof = proof
    membership.save(update_fields=["proof"])
    return membership


@transaction.atomic
def leave(membership_id: int) -> Membership:
    """No longer act for an organisation; what was done stands. A second time changes nothing."""
    membership = Membership.objects.select_for_update().get(pk=membership_id)
    if membership.ended_at is None:
        membership.ended_at = timezone.now()
        membership.save(update_fields=["ended_at"])
    return membership


def _confirmed(organisation: Applicant) -> Applicant:
    found = (
        applicants_with_number(organisation.id_number)
        .filter(id_kind=IdentityKind.USCC)
        .exclude(level=IdentityLevel.DECLARED)
        .first()
    )
    if found is None:  # it was there a moment ago
        raise OrganisationRefused(_("核实没有完成，请稍后再试。"))
    return found


def _join(person: Applicant, organisation: Applicant) -> Membership:
    membership, _made = Membership.objects.get_or_create(
        person=person, organisation=organisation, ended_at=None
    )
    return membership
