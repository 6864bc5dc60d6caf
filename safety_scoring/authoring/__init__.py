"""Help for whoever writes a bank."""
