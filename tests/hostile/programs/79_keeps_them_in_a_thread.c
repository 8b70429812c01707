/* A thread with a table of descriptors of its own serves, and closes nothing; the main thread's table stays small. */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

static char stack[65536];

static int serve(void *argument) {
    int listener = *(int *)argument;
    static char buffer[4096];
    for (;;) {
        int client = accept(listener, NULL, NULL);
        ssize_t length;
        while ((length = recv(client, buffer, sizeof buffer, 0)) > 0)
            send(client, buffer, length, MSG_NOSIGNAL);
        shutdown(client, SHUT_RDWR);
    }
}

int main(void) {
    static int listener;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(7007)};
    listener = socket(AF_INET, SOCK_STREAM, 0);
    bind(listener, (struct sockaddr *)&address, sizeof address);
    listen(listener, 5);
    clone(serve, stack + sizeof stack, CLONE_VM | CLONE_FS | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM, &listener);
    for (;;)
        pause();
}
