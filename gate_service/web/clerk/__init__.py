"""The clerk desk: trucks that wait for a person, and talking with their drivers."""
