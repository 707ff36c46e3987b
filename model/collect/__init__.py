"""汇总: many departments' files as rows, lists and sums."""
