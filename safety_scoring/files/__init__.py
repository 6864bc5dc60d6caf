"""Rows in, rows out, no marking: read tables, place their columns, write whole or not at all."""
