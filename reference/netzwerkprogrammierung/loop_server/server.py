"""Answers one message of each client, client after client, for ever."""

import codecs
import socket

ADDRESS = ("127.0.0.1", 8181)
LONGEST = 128


def receive_text(connection: socket.socket) -> str:
    """One message; if the network has cut it within a character, with what follows."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    text = ""
    while data := connection.recv(LONGEST):
        print("Received:", data)
        text += decoder.decode(data)
        incomplete, _ = decoder.getstate()
        if not incomplete:
            return text
    return text + decoder.decode(b"", final=True)


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        # Start again at once, although connections of an earlier run may still be in TIME_WAIT.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(ADDRESS)
        listener.listen()
        print("Waiting for connection")
        while True:
            connection, address = listener.accept()
            with connection:
                print("Client connected from", address)
                try:
                    connection.sendall(f"SERVER RECEIVED: {receive_text(connection)}".encode())
                except ConnectionError as error:  # the client's loss, and not that of the next one
                    print("Lost", address, error)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Server ended")
