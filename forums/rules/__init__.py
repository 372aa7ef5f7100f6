"""Rules: what moderators want to be told of in a text before others read it."""
