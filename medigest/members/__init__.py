"""Members: the account, the consents it gave, and the Viewer that every page reads the world through."""
