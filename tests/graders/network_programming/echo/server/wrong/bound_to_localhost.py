# fails: can_be_reached_from_other_machines, stops_on_interrupt, starts_again_at_once, ends_after_a_reset
# fails: ends_after_a_client_that_does_not_wait
import socket

host = "localhost"
port = 12345
with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.bind((host, port))
    s.listen(1)
    print("Server is listening on", host, port, "...")
    conn, addr = s.accept()
    with conn:
        print("Connected by", addr)
        while True:
            data = conn.recv(1024)
            print("got", data)
            if not data:
                break
            conn.sendall(data)
    print("bye")
