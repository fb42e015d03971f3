"""Materials that departments share through registers: asked here, over HTTP, never by the heart.

``asking`` takes on what the heart wrote down; ``service`` picks the register the settings name and
asks it in bounded time; ``breaker`` leaves one alone that keeps failing. docs/registers.md.
"""
