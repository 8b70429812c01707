# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves
# fails: answers_the_client_that_asked, has_a_process_for_each_client
# fails: serves_the_others_while_one_does_not_read, serves_many_clients_at_once
# fails: keeps_the_others_when_one_breaks_off
# join() waits for the end of the process: one client at a time.

import multiprocessing
import signal
import socket

HOST = "127.0.0.1"
PORT = 61111


def echo(conn, addr):
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    print("Connected by", addr)
    try:
        while data := conn.recv(1024):
            print("Received from client", data)
            conn.sendall(data)
    except ConnectionError as error:
        print("Lost", addr, error)
    conn.close()


def main():
    with socket.create_server((HOST, PORT)) as server:
        while True:
            conn, addr = server.accept()
            process = multiprocessing.Process(target=echo, args=(conn, addr), daemon=True)
            process.start()
            conn.close()
            process.join()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("stopped")
