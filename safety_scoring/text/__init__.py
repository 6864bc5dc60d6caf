"""Answers as text: normalised characters, numbers, clauses."""
