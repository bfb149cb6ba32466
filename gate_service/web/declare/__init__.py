"""Pages of hauliers and carriers: declarations, arrival codes, rights, drivers."""
