"""Who somebody is, as an outside provider vouches for it: one small interface over OpenID Connect.

    return identity.start(request, purpose="sign:…", then="/sign/…/")   # leads to the provider
    …
    vouched = identity.vouched(request, purpose="sign:…")               # back at ``then``

What the provider told stays in the sealed session, for ten minutes and for the named purpose only:
nothing of it is written to a table here. Works for people without an account.
"""

from portal.accounts.identity.oidc import available, start
from portal.accounts.identity.vouching import Identity, forget, same_name, vouched

__all__ = ["Identity", "available", "forget", "same_name", "start", "vouched"]
