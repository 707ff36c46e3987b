"""新年度: last year's file becomes this year's."""
