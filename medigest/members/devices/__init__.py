"""Where a member logged in: devices that are known, and sessions that can be ended from afar."""
