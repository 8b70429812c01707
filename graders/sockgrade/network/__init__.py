"""The network in which programs and checks meet, and what the kernel tells of the sockets in it."""
