"""How far machine marks and human marks agree: marked answers in, figures out; nothing is drawn here."""
