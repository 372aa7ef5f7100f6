"""Search: published posts and threads by what they say, found newest first by each database's own index."""
