# fails: goes_to_the_documented_port, goes_to_the_typed_address, sends_the_message, sends_one_datagram
# fails: ends_after_sending, sends_every_word, asks_for_the_address, asks_for_the_message
# fails: says_that_the_address_is_wrong, keeps_blanks_at_the_ends, keeps_umlauts, sends_a_long_message_whole
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
s.sendto(nachricht.encode(), (ip, 50000))
s.close()
