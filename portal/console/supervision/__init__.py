"""The head of the hall sees the day at a glance."""
