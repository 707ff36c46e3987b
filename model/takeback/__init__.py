"""接收修改: what a returned file proposes, and the edits of what is accepted."""
