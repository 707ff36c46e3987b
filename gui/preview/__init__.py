"""打印预览: the pages as they will print."""
