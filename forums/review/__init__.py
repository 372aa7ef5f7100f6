"""Review: reports, the queue, and the decisions moderators take."""
