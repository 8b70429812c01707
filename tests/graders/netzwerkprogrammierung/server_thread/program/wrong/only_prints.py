# fails: talks_at_the_documented_address, talks_over_the_network, prints_who_has_connected
# fails: says_that_the_port_is_taken
import threading


def run_server():
    print("SRV-THREAD: Waiting for connection")
    print("SRV-THREAD: Client connected from ('127.0.0.1', 80)")
    print("SRV-THREAD: Received: b'Hallo Server'")
    print("SRV-THREAD: finished")


server_thread = threading.Thread(target=run_server)
server_thread.start()
server_thread.join()
print("Client received from server: b'SERVER RECEIVED: Hallo Server'")
