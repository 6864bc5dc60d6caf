"""Answers that humans have marked: read from a file, and what their marks come to."""
