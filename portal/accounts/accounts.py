"""Finding, opening and changing accounts."""

import secrets

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants.services import change_phone, register_person
from portal.accounts.contacts import Contact, ContactKind, read_contact
from portal.accounts.models import User

LETTERS = "abcdefghjkmnpqrstuvwxyz"  # without those that look like digits
INVENTED = 12  # letters of an invented sign-in name: 23^12 of them


class ContactTaken(Exception):
    """Another account signs in by this phone or e-mail address."""

    code = "contact_taken"
    message = _("这个手机号码或邮箱已经用于另一个账户。请用它登录，或换一个。")


def account_of(contact: Contact) -> User | None:
    """The account that signs in by this contact."""
    column = f"{contact.kind.value}_fingerprint__in"
    return User.objects.filter(**{column: contact.fingerprints}).first()


def account_called(typed: str) -> User | None:
    """The account meant by whatever was typed at sign-in: phone, e-mail, or an official's name."""
    typed = typed.strip()
    if not typed or "\0" in typed:
        return None
    try:
        found = account_of(read_contact(typed))
    except ValidationError:  # neither, so it can only be a name
        found = None
    return found or User.objects.filter(username__iexact=typed).first()


def open_account(contact: Contact, *, name: str, id_number: str, phone: str, password: str) -> User:
    """Make the account and the person behind it, in one step or not at all.

    ``phone`` is where the person is called, ``password`` the hash of one, or '' for an account that
    opens by one-time codes only. Raises ``ContactTaken`` when the contact got an account meanwhile,
    ``ValidationError`` for what ``register_person`` refuses.
    """
    user = User(username=invented_name(), privacy_agreed_at=timezone.now())
    setattr(user, contact.kind.value, contact.value)
    user.password = password or make_password(None)
    if account_of(contact) is not None:
        raise ContactTaken
    try:
        with transaction.atomic():
            user.applicant = register_person(name=name, id_number=id_number, phone=phone)
            user.save()
    except IntegrityError:  # two clicks, or two people at one phone
        raise ContactTaken from None
    return user


def invented_name() -> str:
    """A sign-in name that says nothing about anybody; its owner never needs it."""
    return "u" + "".join(secrets.choice(LETTERS) for _letter in range(INVENTED))


def change_contact(user: User, contact: Contact) -> User:
    """Sign in by another phone or e-mail address from now on; a confirmed one.

    An applicant's own phone number moves along. Raises ``ContactTaken``.
    """
    kind = contact.kind.value
    holder = account_of(contact)
    if holder is not None and holder.pk != user.pk:
        raise ContactTaken
    setattr(user, kind, contact.value)
    try:
        with transaction.atomic():
            user.save(update_fields=[kind, f"{kind}_fingerprint"])
            if contact.kind is ContactKind.PHONE and user.applicant_id is not None:
                change_phone(user.applicant_id, phone=contact.value)
    except IntegrityError:
        raise ContactTaken from None
    return user


def drop_email(user: User) -> User:
    """Forget the e-mail address. Nothing happens where it is the only way in."""
    if user.phone:
        user.email = ""
        user.save(update_fields=["email", "email_fingerprint"])
    return user
