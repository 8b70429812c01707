/* The same two functions as C has them. */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static int host(const char *name)
{
    struct hostent *found = gethostbyname(name);
    if (found == NULL) {
        fprintf(stderr, "%s: %s\n", name, hstrerror(h_errno));
        return 1;
    }
    printf("Name: %s\nAliasse:", found->h_name);
    if (found->h_aliases[0] == NULL)
        printf(" -");
    for (char **alias = found->h_aliases; *alias != NULL; alias++)
        printf(" %s", *alias);
    printf("\nAdressen:");
    for (char **address = found->h_addr_list; *address != NULL; address++) {
        char text[INET_ADDRSTRLEN];
        printf(" %s", inet_ntop(AF_INET, *address, text, sizeof text));
    }
    printf("\n");
    return 0;
}

static int service(const char *name, const char *protocol)
{
    struct servent *found = getservbyname(name, protocol);
    if (found == NULL) {
        fprintf(stderr, "%s: no such service of %s\n", name, protocol);
        return 1;
    }
    printf("Port: %d\n", ntohs(found->s_port));
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 2)
        return host(argv[1]);
    if (argc == 3 && (strcmp(argv[2], "tcp") == 0 || strcmp(argv[2], "udp") == 0))
        return service(argv[1], argv[2]);
    fprintf(stderr, "usage: %s NAME\n       %s SERVICE tcp|udp\n", argv[0], argv[0]);
    return 2;
}
