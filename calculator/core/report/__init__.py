"""What an evaluation says of points and hours, as parts of the result."""
