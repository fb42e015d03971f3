from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Someone who signs in; what they may do follows from the applicant or officer they are."""

    applicant = models.OneToOneField(
        "applicants.Applicant", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    officer = models.OneToOneField(
        "departments.Officer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
