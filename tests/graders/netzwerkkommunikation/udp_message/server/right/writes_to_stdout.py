import socket, sys

def hauptprogramm():
    empfaenger = socket.socket(type=socket.SOCK_DGRAM)
    empfaenger.bind(('', 50000))
    try:
        while True:
            paket = empfaenger.recvfrom(2048)
            sys.stdout.write('Von ' + str(paket[1][0]) + ': ' + str(paket[0], 'utf-8', 'replace') + '\n')
    except KeyboardInterrupt:
        sys.exit(0)

hauptprogramm()
