"""The subcommands: what each may be told, and the module that does it."""
