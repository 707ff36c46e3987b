"""What is open: the session, its file, lock, recovery copy and exports."""
