"""Tools without a domain: they know no room and no model of ours."""
