"""Many answers: rows → scorer → human decisions → sinks, in one pass."""
