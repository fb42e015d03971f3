"""“What do I have to do?”: a bundle's questions one by one, then the list for just this person."""
