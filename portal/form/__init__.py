"""The one form as pages: generated from the bundle version, nothing in here knows a bundle."""
