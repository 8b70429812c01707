# fails: listens_at_the_documented_address, tells_the_time, ends_the_line_with_cr_lf, closes_after_the_time
# fails: tells_client_after_client, waits_for_the_next_client, tells_each_client_its_own_time
# fails: prints_who_has_connected, stops_on_interrupt, starts_again_at_once, rests_while_nobody_asks
# fails: survives_a_client_that_breaks_off, does_not_grow
import socket
import time

serversocket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
serversocket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
serversocket.bind((socket.gethostname(), 9999))
serversocket.listen(5)
while True:
    clientsocket, addr = serversocket.accept()
    print "Got a connection from %s" % str(addr)
    clientsocket.send(time.ctime(time.time()) + "\r\n")
    clientsocket.close()
