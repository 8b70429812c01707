import logging
import socket

logging.basicConfig(filename='echo_server.log', level=logging.DEBUG)

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.bind(('', 12345))
    s.listen()
    conn, addr = s.accept()
    with conn:
        print('Connected by', addr)
        while True:
            data = conn.recv(1024)
            logging.debug('received %r', data)
            if not data:
                break
            conn.sendall(data)
    logging.info('done')
