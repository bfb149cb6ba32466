"""Pages for administrators and customs: who is told of events, and how they fare."""
