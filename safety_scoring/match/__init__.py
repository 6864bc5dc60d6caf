"""Key point × answer → evidence: one file a way of finding it, the refutation (denial) last."""
