"""The overview: one live page of what stands where, and how it went."""
