"""The bundle workshop: what a bundle asks and promises here, written by one and passed by two."""
