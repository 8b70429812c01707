# Leest met makefile() en int.from_bytes().
import socket

with socket.create_server(("127.0.0.1", 65432)) as server:
    try:
        while True:
            verbinding, adres = server.accept()
            print(f"Connected by {adres}")
            with verbinding, verbinding.makefile("rwb") as stroom:
                try:
                    while len(kop := stroom.read(4)) == 4:
                        aantal = int.from_bytes(kop, "big")
                        data = stroom.read(4 * aantal)
                        if len(data) < 4 * aantal:
                            break
                        som = 0
                        for i in range(0, len(data), 4):
                            som += int.from_bytes(data[i : i + 4], "big", signed=True)
                        print("Som van", aantal, "getallen:", som)
                        stroom.write(som.to_bytes(8, "big", signed=True))
                        stroom.flush()
                except OSError as fout:
                    print(fout)
    except KeyboardInterrupt:
        pass
