"""Forums: a board for every condition, moderated threads, and the people who look after them."""
