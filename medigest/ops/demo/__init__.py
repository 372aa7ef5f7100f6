"""The demo: sample articles, a believable forum, and accounts that exist nowhere else."""
