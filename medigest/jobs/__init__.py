"""Background work: enqueued in the content's transaction, tried again with patience, never lost with its worker."""
