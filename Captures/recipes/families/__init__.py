"""Scenarios by what they are captures of, one module for each group of findings."""
