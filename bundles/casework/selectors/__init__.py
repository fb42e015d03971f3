"""What others ask of casework; nothing here changes anything."""
