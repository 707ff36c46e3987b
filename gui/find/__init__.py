"""查找和替换 over the whole file."""
