# fails: shows_each_answer, labels_each_answer, keeps_umlauts, keeps_blanks_at_the_ends
# fails: sends_a_long_line_whole, waits_for_a_slow_answer, goes_on_after_bytes_that_are_not_text
# fails: ends_at_the_end_of_the_input, says_that_the_server_has_gone
# fails: says_that_the_server_has_crashed
# It never receives.
import socket
import sys

ip = input("IP-Adresse: ")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    s.connect((ip, 50000))
    while True:
        nachricht = input("Nachricht: ")
        if not nachricht:
            continue
        s.send(nachricht.encode())
except OSError as fehler:
    sys.exit("Fehler: {}".format(fehler))
except EOFError:
    print("Ende")
finally:
    s.close()
