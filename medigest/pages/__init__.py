"""Pages that belong to no room: home, help, legal, errors, health."""
