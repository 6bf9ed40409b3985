"""What comes in: answers read trusting nothing, carried over, or taken from a picture or a text."""
