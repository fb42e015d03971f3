"""Stand-ins for the registers departments share from, which say 模拟.

They speak what docs/registers.md writes down. ``entries`` is what they know; ``mood`` how they feel
today: quick, slow, down, or without any entry. Never in production, unless told to.
"""
