"""What a learner reads: text, and the answer with its evidence highlighted."""
