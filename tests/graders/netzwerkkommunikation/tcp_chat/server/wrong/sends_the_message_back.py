# fails: sends_the_answer, answers_message_after_message, obeys_no_magic_word
# fails: waits_for_a_silent_client, takes_the_next_client, waits_for_the_next_client, keeps_umlauts
# fails: keeps_blanks_at_the_ends, sends_a_long_answer_whole, prints_messages_as_long_as_a_buffer
# fails: asks_again_after_an_empty_line, survives_a_reset, goes_on_after_bytes_that_are_not_text
# fails: forgets_no_socket, does_not_grow
# An echo, and not the answer that was typed.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
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
                komm.send(data)
        except ConnectionError as fehler:
            print("Verbindung verloren:", fehler)
        komm.close()
except (KeyboardInterrupt, EOFError):
    print("Ende")
finally:
    s.close()
