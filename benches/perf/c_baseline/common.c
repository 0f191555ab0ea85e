#include "baseline.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

void fail (const char *call)
{
    printf ("error in %s: %s\n", call, zmq_strerror (zmq_errno ()));
    exit (1);
}

void wrong_size (void)
{
    printf ("message of incorrect size received\n");
    exit (1);
}

void *checked (void *made, const char *call)
{
    if (made == NULL)
        check (-1, call);
    return made;
}

/* Over a network the two ends are two programs as a rule, each with its own I/O thread. */
struct contexts open_contexts (const char *transport)
{
    struct contexts contexts;
    contexts.here = checked (zmq_ctx_new (), "zmq_ctx_new");
    contexts.there =
      strcmp (transport, "inproc") == 0 ? contexts.here : checked (zmq_ctx_new (), "zmq_ctx_new");
    return contexts;
}

/* libzmq leaves the file of an ipc endpoint behind. */
static char ipc_files[4][256];
static int ipc_count;

void close_contexts (struct contexts contexts)
{
    check (zmq_ctx_term (contexts.here), "zmq_ctx_term");
    if (contexts.there != contexts.here)
        check (zmq_ctx_term (contexts.there), "zmq_ctx_term");
    while (ipc_count > 0)
        unlink (ipc_files[--ipc_count]);
}

void *open_socket (void *context, int type)
{
    return checked (zmq_socket (context, type), "zmq_socket");
}

void set_int (void *socket, int option, int value)
{
    check (zmq_setsockopt (socket, option, &value, sizeof value), "zmq_setsockopt");
}

void close_socket (void *socket)
{
    set_int (socket, ZMQ_LINGER, 0);
    check (zmq_close (socket), "zmq_close");
}

void bind_somewhere (void *socket, const char *transport, const char *name, char *endpoint, size_t room)
{
    if (strcmp (transport, "tcp") == 0)
        snprintf (endpoint, room, "tcp://127.0.0.1:*");
    else if (strcmp (transport, "ipc") == 0) {
        char *file = ipc_files[ipc_count++ % 4];
        snprintf (file, sizeof ipc_files[0], "/tmp/baseline-%d-%s", (int) getpid (), name);
        snprintf (endpoint, room, "ipc://%s", file);
    } else
        snprintf (endpoint, room, "inproc://%s", name);
    check (zmq_bind (socket, endpoint), "zmq_bind");
    check (zmq_getsockopt (socket, ZMQ_LAST_ENDPOINT, endpoint, &room), "zmq_getsockopt");
}

double now (void)
{
    struct timespec time;
    clock_gettime (CLOCK_MONOTONIC, &time);
    return (double) time.tv_sec + (double) time.tv_nsec * 1e-9;
}

static double cpu_time (void)
{
    struct rusage usage;
    getrusage (RUSAGE_SELF, &usage);
    return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
           + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

struct watch watch_start (void)
{
    struct watch begun;
    begun.cpu = cpu_time ();
    begun.wall = now ();
    return begun;
}

void watch_stop (struct watch begun, struct baseline_result *result)
{
    result->seconds = now () - begun.wall;
    result->cpu = cpu_time () - begun.cpu;
}

static int ascending (const void *one, const void *other)
{
    double a = *(const double *) one, b = *(const double *) other;
    return a < b ? -1 : a > b;
}

void percentiles (double *times, long count, struct baseline_result *result)
{
    qsort (times, (size_t) count, sizeof *times, ascending);
    result->p50 = times[count / 2] * 1e6;
    result->p99 = times[count * 99 / 100] * 1e6;
}
