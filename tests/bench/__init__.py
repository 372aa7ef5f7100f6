"""`make bench`: what pages cost, measured on production servers on loopback. Not part of the tests."""
