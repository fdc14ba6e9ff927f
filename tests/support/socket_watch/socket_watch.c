/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The product promises that no Internet socket exists unless its user asked for one. This library stands in front of
 * socket(2) in a program under test and in all its children (LD_PRELOAD is inherited), and appends one line to the file
 * named by SOCKET_WATCH_LOG for each Internet socket that is asked for. The call itself goes through unchanged.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int socket(int domain, int type, int protocol)
{
    static int (*original)(int, int, int);
    if (!original)
        original = (int (*)(int, int, int))dlsym(RTLD_NEXT, "socket");
    const char *path = getenv("SOCKET_WATCH_LOG");
    if (path && (domain == AF_INET || domain == AF_INET6)) {
        const int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (log >= 0) {
            dprintf(log, "process %ld: socket(%s, %d, %d)\n", (long)getpid(), domain == AF_INET ? "AF_INET" : "AF_INET6",
                    type, protocol);
            close(log);
        }
    }
    return original(domain, type, protocol);
}
