import errno
import os
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
MUCH = 4 * 2**30


def fill(name, descriptor):
    try:
        while os.fstat(descriptor).st_size < MUCH:
            os.write(descriptor, bytes(2**20))
        print(name, "full")
    except OSError as error:
        print(name, errno.errorcode[error.errno])


try:
    bytearray(MUCH)
except MemoryError:
    print("heap MemoryError")
fill("memfd", os.memfd_create("much"))
for name, folder in (("tmpfs", "/tmp"), ("shm", "/dev/shm")):
    open(f"{folder}/less", "wb").write(bytes(2**20))
    fill(name, os.open(f"{folder}/much", os.O_RDWR | os.O_CREAT))
