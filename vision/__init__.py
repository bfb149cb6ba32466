"""Pure functions over images and text: arrays in, frozen dataclasses out."""
