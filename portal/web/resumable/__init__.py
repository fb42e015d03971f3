"""Uploads that outlive a broken line, a closed tab and a killed worker.

The server's side of the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload): core,
creation, expiration, termination, checksum. No maintained package speaks it for Django and seals
what it holds, so its few verbs are ours: ``begin``, ``receive``, ``finish``; ``views`` translates.
"""
