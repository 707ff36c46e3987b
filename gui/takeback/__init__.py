"""接收修改: a returned file beside the open one."""
