"""Receives a file: first a line with its size, and then its bytes."""

import socket
import sys

# 1. Take host, port and the name for the file from sys.argv. If they are missing or wrong: a message on stderr, exit
#    code 2.

# 2. Connect.

# 3. Receive up to LF: that is the size.

# 4. Receive so many bytes, and write them to the file.

# 5. Print the size.
