"""Reports render a result for somebody; none of them computes one."""
