# fails: echoes_a_datagram, echoes_blanks_and_line_ends, echoes_datagram_after_datagram
# fails: keeps_the_boundaries, answers_once, goes_on_after_an_empty_datagram, answers_the_sender
# fails: waits_for_datagrams, echoes_an_empty_datagram, echoes_the_largest_datagram, echoes_binary_data
# fails: does_not_grow
# Sends eight bytes at a time.

import socket

ADRESSE = ("127.0.0.1", 61111)

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        while True:
            data, sender = sock.recvfrom(65535)
            print("Received from", sender, data)
            for i in range(0, len(data), 8):
                sock.sendto(data[i : i + 8], sender)
    except KeyboardInterrupt:
        print("Ende")
