// fails: sends_a_long_line_whole
// What does not fit into the array is the next message, before the answer to the first has come.
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int ask(const char *question, char *line, int size)
{
    do {
        printf("%s", question);
        fflush(stdout);
        if (!fgets(line, size, stdin))
            return 0;
        line[strcspn(line, "\n")] = 0;
    } while (line[0] == 0);
    return 1;
}

static void check(int result, const char *what)
{
    if (result < 0) {
        perror(what);
        exit(1);
    }
}

int main(void)
{
    char ip[40], line[80], answer[1025];
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(50000) };
    int s = socket(AF_INET, SOCK_STREAM, 0), n;

    ask("IP-Adresse: ", ip, sizeof ip);
    if (!inet_aton(ip, &to.sin_addr)) {
        fprintf(stderr, "%s ist keine IP-Adresse\n", ip);
        return 1;
    }
    check(connect(s, (struct sockaddr *)&to, sizeof to), "connect");
    while (ask("Nachricht: ", line, sizeof line)) {
        check(send(s, line, strlen(line), MSG_NOSIGNAL), "send");
        check(n = recv(s, answer, 1024, 0), "recv");
        if (n == 0) {
            fprintf(stderr, "Der Server ist weg\n");
            return 1;
        }
        answer[n] = 0;
        printf("[%s] %s\n", ip, answer);
    }
    close(s);
    return 0;
}
