"""Pages of the forums: gate, form, one verb, response."""
