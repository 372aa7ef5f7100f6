"""What a member has read: a mark per thread and a moment per board, which only go forward. Nobody else is shown it."""
