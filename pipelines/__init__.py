"""Cameras, lane runs and the outbox: everything that touches GStreamer or threads."""
