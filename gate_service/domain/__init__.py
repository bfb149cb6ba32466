"""What a gate decides and why: no framework, no I/O, no clock."""
