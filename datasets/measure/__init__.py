"""Measuring: looks and their rivals on labelled photos, their speed, their plots."""
