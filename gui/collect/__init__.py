"""汇总: a folder of departments' files becomes one workbook."""
