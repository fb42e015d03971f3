"""What people type at the door, in the words of the house."""
