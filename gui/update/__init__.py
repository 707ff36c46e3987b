"""帮助 → 从文件更新: a newer version taken from a signed file, the old one kept to go back to."""
