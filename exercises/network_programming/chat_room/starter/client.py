"""Joins a chat room: sends what is typed, and prints what comes, both at the same time."""

import socket
import sys

# 1. Take host and port from sys.argv. If they are missing or wrong: a message on stderr, and exit code 2.

# 2. Connect.

# 3. In a thread: receive, and print what has come, until the server closes.

# 4. Meanwhile: read line after line from the keyboard, and send each. At the end of the input: shutdown(SHUT_WR).
