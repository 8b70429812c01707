#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int failed;

struct talk {
    int number, connection;
    pthread_t thread;
};

static void *talk(void *argument)
{
    struct talk *me = argument;
    char out[128], in[128];
    int length = sprintf(out, "bericht 1 van verbinding %d\nbericht 2 van verbinding %d\n", me->number, me->number);
    ssize_t got = send(me->connection, out, length, 0) < 0 ? -1 : recv(me->connection, in, length, MSG_WAITALL);
    close(me->connection);
    if (got < length) {
        fprintf(stderr, "connection %d: no answer\n", me->number);
        failed = 1;
        return NULL;
    }
    flockfile(stdout);
    printf("Verbinding %d ontving b'", me->number);
    for (int i = 0; i < length; i++)
        if (in[i] == '\n')
            printf("\\n");
        else
            putchar(in[i]);
    printf("'\n");
    funlockfile(stdout);
    return NULL;
}

int main(int argc, char **argv)
{
    struct sockaddr_in server = {.sin_family = AF_INET};
    int port = 0, n = 0, end = 0, end_n = 0;
    if (argc != 4 || sscanf(argv[2], "%d%n", &port, &end) != 1 || argv[2][end] || port < 1 || port > 65535 ||
        sscanf(argv[3], "%d%n", &n, &end_n) != 1 || argv[3][end_n] || n < 1 || !inet_aton(argv[1], &server.sin_addr)) {
        fprintf(stderr, "gebruik: %s HOST POORT AANTAL\n", argv[0]);
        return 2;
    }
    server.sin_port = htons(port);
    signal(SIGPIPE, SIG_IGN);
    struct talk *talks = calloc(n, sizeof *talks);
    for (int i = 0; i < n; i++) {
        talks[i].number = i + 1;
        talks[i].connection = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(talks[i].connection, (struct sockaddr *)&server, sizeof server) < 0) {
            perror("connect");
            return 1;
        }
    }
    for (int i = 0; i < n; i++)
        pthread_create(&talks[i].thread, NULL, talk, &talks[i]);
    for (int i = 0; i < n; i++)
        pthread_join(talks[i].thread, NULL);
    free(talks);
    return failed;
}
