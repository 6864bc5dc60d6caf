"""The command line `safety-scoring`."""
