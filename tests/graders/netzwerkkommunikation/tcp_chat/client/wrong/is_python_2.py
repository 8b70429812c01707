# fails: goes_to_the_documented_port, goes_to_the_typed_address, sends_each_message, shows_each_answer
# fails: sends_every_word, asks_for_the_address, asks_for_the_message, asks_for_the_next_message
# fails: labels_each_answer, says_that_the_address_is_wrong, says_that_the_server_is_absent, keeps_umlauts
# fails: keeps_blanks_at_the_ends, sends_a_long_line_whole, waits_for_a_slow_answer
# fails: asks_again_after_an_empty_line, goes_on_after_bytes_that_are_not_text, ends_at_the_end_of_the_input
# fails: says_that_the_server_has_gone, says_that_the_server_has_crashed
# raw_input is called input since Python 3.
import socket
import sys

ip = raw_input("IP-Adresse: ")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    s.connect((ip, 50000))
    while True:
        nachricht = raw_input("Nachricht: ")
        if not nachricht:
            continue
        s.send(nachricht.encode())
        antwort = s.recv(1024)
        if not antwort:
            sys.exit("Der Server hat die Verbindung geschlossen")
        print("[{}] {}".format(ip, antwort.decode(errors="replace")))
except OSError as fehler:
    sys.exit("Fehler: {}".format(fehler))
except EOFError:
    print("Ende")
finally:
    s.close()
