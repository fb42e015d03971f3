"""Taking in at the counter: from the ticket to the receipt."""
