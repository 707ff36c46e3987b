"""What several rooms of the window use and none owns."""
