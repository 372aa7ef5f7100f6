"""Changes of a handle: the old one leads to the new one for a while, and nobody else can take it meanwhile."""
