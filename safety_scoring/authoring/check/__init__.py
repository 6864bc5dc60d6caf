"""What may be wrong with a bank, one fault a file; the docstring of each is the examiner's page on it."""
