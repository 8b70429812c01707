#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static size_t ask(const char *question, char **line)
{
    size_t size = 0;

    printf("%s", question);
    fflush(stdout);
    if (getline(line, &size, stdin) < 0)
        return 0;
    (*line)[strcspn(*line, "\n")] = 0;
    return strlen(*line);
}

int main(void)
{
    char *ip = NULL, *text = NULL;
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(50000) };
    int s = socket(AF_INET, SOCK_DGRAM, 0);

    ask("IP-Adresse: ", &ip);
    size_t length = ask("Nachricht: ", &text);
    if (inet_pton(AF_INET, ip, &to.sin_addr) != 1) {
        fprintf(stderr, "Das ist keine IPv4-Adresse: %s\n", ip);
        return 1;
    }
    if (sendto(s, text, length, 0, (struct sockaddr *)&to, sizeof to) < 0) {
        perror("sendto");
        return 1;
    }
    return close(s);
}
