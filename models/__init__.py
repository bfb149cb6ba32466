"""Which networks there are, where their weights lie, and how they are run."""
