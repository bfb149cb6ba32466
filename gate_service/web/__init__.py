"""HTTP: APIs, pages and the mapping of refusals to problem details."""
