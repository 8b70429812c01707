"""Sends a file to everybody who connects: its size in a line, and then its bytes."""

import socket
import sys

# 1. Take the port and the file's name from sys.argv. If they are missing or wrong: a message on stderr, exit code 2.

# 2. See whether the file can be read. If not: a message on stderr, exit code 1.

# 3. Create a TCP socket, bind it to the port, and let it listen.

# 4. In a loop: accept a client, print its address, send the size and LF, then the file, and close.
