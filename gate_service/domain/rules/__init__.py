"""The rules: one pure function each, a Case in, a Reason out."""
