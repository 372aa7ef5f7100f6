"""What a member's page shows of what they wrote: nothing, unless they say so."""
