"""Tables become things people open."""
