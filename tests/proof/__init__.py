"""The proof that nothing leaks: random stories through the verbs, and after each step every surface is read."""
