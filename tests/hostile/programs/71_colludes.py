import ctypes
import os
import socket

IPC_CREAT, KEY = 0o1000, 4711
libc = ctypes.CDLL(None, use_errno=True)

for path in ("/tmp/mark", "/dev/shm/mark", "/var/tmp/mark", "/home/student/mark"):
    print(path, "found" if os.path.exists(path) else "not there")
    try:
        open(path, "w").close()
    except OSError as error:
        print(error.strerror)
for name, call in (("shared memory", libc.shmget), ("message queue", libc.msgget), ("semaphore", libc.semget)):
    arguments = (KEY, 4096, 0o666) if call is libc.shmget else (KEY, 1, 0o666) if call is libc.semget else (KEY, 0o666)
    print(name, "found" if call(*arguments) >= 0 else "not there")
    call(*arguments[:-1], 0o666 | IPC_CREAT)
ADD_KEY, REQUEST_KEY = 248, 249
print("key", "found" if libc.syscall(REQUEST_KEY, b"user", b"mark", None, -4) >= 0 else "not there")
libc.syscall(ADD_KEY, b"user", b"mark", b"data", 4, -4)
with socket.socket(socket.AF_UNIX) as meeting:
    print("socket", "found" if meeting.connect_ex("\0mark") == 0 else "not there")
