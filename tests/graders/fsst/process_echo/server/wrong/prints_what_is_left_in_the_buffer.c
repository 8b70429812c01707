// fails: prints_no_more_than_it_received
// recv() writes no zero behind the data: the rest of a longer message is printed, too.

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PORT 61111
#define SIZE 1024

static void reap(int number)
{
    (void)number;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
}

static void echo(int conn)
{
    char buffer[SIZE + 1] = "";
    ssize_t n;

    while ((n = recv(conn, buffer, SIZE, 0)) > 0) {
        printf("Received from client %s\n", buffer);
        send(conn, buffer, n, 0);
    }
    close(conn);
}

int main(void)
{
    int on = 1;
    struct sockaddr_in addr, peer;
    struct sigaction action = {.sa_handler = reap, .sa_flags = SA_RESTART};
    socklen_t len = sizeof(peer);

    sigaction(SIGCHLD, &action, NULL);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_port = htons(PORT);
    addr.sin_addr.s_addr = inet_addr("127.0.0.1");
    if (bind(s, (struct sockaddr *)&addr, sizeof(addr)) < 0) {
        perror("bind");
        return 1;
    }
    listen(s, 5);

    while (1) {
        int conn = accept(s, (struct sockaddr *)&peer, &len);
        if (conn < 0) {
            perror("accept");
            return 1;
        }
        printf("Connected by %s:%d\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
        if (fork() == 0) {
            close(s);
            echo(conn);
            exit(0);
        }
        close(conn);
    }
}
