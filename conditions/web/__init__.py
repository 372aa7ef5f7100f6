"""Pages of the conditions: gate, form, one verb, response."""
