"""Staff accounts: who is behind them, the second factor, the locked screen, what is written down.

``door`` is the one place that keeps a half-signed-in officer out of every page; the verbs of the
security administrator are in ``accounts``; each of them leaves a ``StaffEvent``.
"""
