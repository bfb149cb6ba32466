"""What the command line says in one line before it leaves with exit code 2."""


class CommandError(Exception):
    """A command that cannot be carried out; the message is the one line shown."""
