"""Parts of the ``[gate]`` section of site.toml, a noun a file."""
