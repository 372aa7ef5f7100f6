"""The account: who a member is to the site."""
