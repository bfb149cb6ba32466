"""A gate of its own on loopback, and the people, lanes and clock around it."""
