from django.db import models


class NumberSeries(models.Model):
    """The last number given out in one scope, such as one implementation code on one day."""

    scope = models.CharField(max_length=64, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.scope}: {self.last}"
