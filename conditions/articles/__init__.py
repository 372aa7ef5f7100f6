"""Articles: drafts, immutable revisions with sources, and the disclaimer in force."""
