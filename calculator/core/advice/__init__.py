"""What would help most: what is still worth asking, what one more would add, what opens a route."""
