"""A stand-in for the ID-card reader on a clerk's machine, and its service, which says 模拟.

It speaks what ``static/console/readers/json.js`` asks: ``GET …/card``. Never in production.
"""
