"""What a member tells about themselves."""
