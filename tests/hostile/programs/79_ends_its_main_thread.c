/* The main thread ends; another one serves, and keeps a descriptor of every client. */
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

static void *serve(void *argument) {
    int listener = *(int *)argument;
    char buffer[4096];
    for (;;) {
        int client = accept(listener, NULL, NULL);
        ssize_t length;
        while ((length = recv(client, buffer, sizeof buffer, 0)) > 0)
            send(client, buffer, length, MSG_NOSIGNAL);
        dup(client);
        shutdown(client, SHUT_RDWR);
        close(client);
    }
}

int main(void) {
    static int listener;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(7007)};
    pthread_t thread;
    listener = socket(AF_INET, SOCK_STREAM, 0);
    bind(listener, (struct sockaddr *)&address, sizeof address);
    listen(listener, 5);
    pthread_create(&thread, NULL, serve, &listener);
    pthread_exit(NULL);
}
