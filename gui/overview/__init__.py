"""总览: the department at a glance."""
