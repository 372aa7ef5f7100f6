"""Pages of the members' room: gate, form, one verb, response."""
