# fails: listens_at_the_documented_address, tells_the_time, ends_the_line_with_cr_lf
# fails: closes_after_the_time, tells_client_after_client, waits_for_the_next_client
# fails: tells_each_client_its_own_time, watches_the_listening_socket, prints_who_has_connected
# fails: stops_on_interrupt, starts_again_at_once, rests_while_nobody_asks
# fails: survives_a_client_that_breaks_off, does_not_grow
# UDPServer takes datagrams: no client can connect.

import socket
import socketserver
import time


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from", self.client_address)
        self.request[1].sendto((time.ctime() + "\r\n").encode("ascii"), self.client_address)


class TimeServer(socketserver.UDPServer):
    allow_reuse_address = True


try:
    with TimeServer((socket.gethostname(), 9999), TimeHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
