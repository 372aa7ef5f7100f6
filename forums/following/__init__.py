"""What a member follows or mutes, and the posts they keep: for them alone, since it can tell what they live with."""
