"""What other rooms' templates compose from the forums."""
