"""Messages to the people of a case: on the site, by e-mail and by text message."""
