# fails: listens_at_the_documented_address, can_be_reached_from_other_machines, prints_each_message
# fails: sends_the_answer, answers_message_after_message, obeys_no_magic_word
# fails: waits_for_a_silent_client, closes_when_the_client_leaves, takes_the_next_client
# fails: waits_for_the_next_client, prints_the_address_of_the_client, asks_for_the_answer
# fails: stops_on_interrupt, starts_again_at_once, rests_while_nobody_asks, keeps_umlauts
# fails: keeps_blanks_at_the_ends, sends_a_long_answer_whole, prints_messages_as_long_as_a_buffer
# fails: asks_again_after_an_empty_line, survives_a_reset, goes_on_after_bytes_that_are_not_text
# fails: ends_at_the_end_of_the_input, forgets_no_socket, does_not_grow
# SOCK_DGRAM has no listen().
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 50000))
s.listen(1)
try:
    while True:
        komm, addr = s.accept()
        try:
            while True:
                data = komm.recv(1024)
                if not data:
                    break
                print("[{}] {}".format(addr[0], data.decode(errors="replace")))
                nachricht = input("Antwort: ")
                while not nachricht:
                    nachricht = input("Antwort: ")
                komm.send(nachricht.encode())
        except ConnectionError as fehler:
            print("Verbindung verloren:", fehler)
        komm.close()
except (KeyboardInterrupt, EOFError):
    print("Ende")
finally:
    s.close()
