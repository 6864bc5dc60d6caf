"""The reference bank: what an examiner writes."""
