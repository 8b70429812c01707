"""Servers that do something for each client, and the check whether a program rests."""

from __future__ import annotations

HEAD = """
import asyncio, os, queue, select, signal, socket, socketserver, subprocess, sys, threading, time
listener = socket.create_server(("127.0.0.1", 7007))
"""

SERVE = """
while True:
    connection, _ = listener.accept()
    {begin}
    with connection:
        while data := connection.recv(100):
            connection.sendall(data)
    {end}
"""


def server(begin: str = "pass", end: str = "pass", setup: str = "") -> str:
    """An echo server for one client after the other, which also does something for each."""
    return HEAD + setup + "\n" + SERVE.format(begin=begin, end=end)


RESTS = "def check_rests(server: Server) -> None: assert server.place; server.expect_rest()"
