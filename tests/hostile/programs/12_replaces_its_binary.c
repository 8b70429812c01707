#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void report(int result)
{
    puts(result < 0 ? strerror(errno) : "replaced");
}

int main(void)
{
    report(unlink("program.bin"));
    report(rename("program.c", "program.bin"));
    report(open("other.bin", O_WRONLY | O_CREAT | O_TRUNC, 0755));
    return 1;
}
