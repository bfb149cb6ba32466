"""Pages of customs officers: holds, what waits, risk rules, manifests, containers."""
