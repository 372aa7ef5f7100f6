"""What visitors' kept pages hang on: versions in the database, moved by triggers, so that no way of writing can forget
them. A thread's version moves with its posts, a board's with its threads, and one number, the epoch, with everything
that any page may show and that seldom changes."""
