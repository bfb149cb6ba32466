"""The workbench: renders scenes with their truth, loads photos, scores readings."""
