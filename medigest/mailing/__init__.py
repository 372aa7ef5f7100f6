"""Mail: a queue in the content's transaction, composed anew at the moment of sending, once per member and event."""
