/* One thread, no waiting: what callgrind counts. */
#include "baseline.h"

#include <stdlib.h>
#include <string.h>

enum { BURST = 500 };

__attribute__ ((noinline)) void
baseline_ping_send (void *socket, const void *bytes, size_t size, long count)
{
    long i;
    for (i = 0; i < count; i++) {
        zmq_msg_t msg;
        check (zmq_msg_init_size (&msg, size), "zmq_msg_init_size");
        memcpy (zmq_msg_data (&msg), bytes, size);
        check (zmq_msg_send (&msg, socket, 0), "zmq_msg_send");
    }
}

__attribute__ ((noinline)) void baseline_ping_receive (void *socket, size_t size, long count)
{
    zmq_msg_t msg;
    long i;
    check (zmq_msg_init (&msg), "zmq_msg_init");
    for (i = 0; i < count; i++) {
        check (zmq_msg_recv (&msg, socket, 0), "zmq_msg_recv");
        check_size (&msg, size);
    }
    check (zmq_msg_close (&msg), "zmq_msg_close");
}

int baseline_ping (const struct baseline_spec *spec, struct baseline_result *result)
{
    void *context = checked (zmq_ctx_new (), "zmq_ctx_new");
    void *push = open_socket (context, ZMQ_PUSH), *pull = open_socket (context, ZMQ_PULL);
    void *bytes = checked (calloc (spec->size + 1, 1), "calloc");
    struct watch begun;
    long left;

    check (zmq_bind (push, "inproc://ping"), "zmq_bind");
    check (zmq_connect (pull, "inproc://ping"), "zmq_connect");
    begun = watch_start ();
    for (left = spec->count; left > 0; left -= BURST) {
        long burst = left < BURST ? left : BURST;
        baseline_ping_send (push, bytes, spec->size, burst);
        baseline_ping_receive (pull, spec->size, burst);
    }
    watch_stop (begun, result);
    result->messages = spec->count;
    free (bytes);
    close_socket (push);
    close_socket (pull);
    check (zmq_ctx_term (context), "zmq_ctx_term");
    return BASELINE_OK;
}
