"""What a member agreed to, document by document, and that they are old enough."""
