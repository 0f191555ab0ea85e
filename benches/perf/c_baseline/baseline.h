/* Plain C next to which zeroxide is measured: what a careful C program does, and no more.

   To send:    zmq_msg_init_size, memcpy, zmq_msg_send. A sent message needs no zmq_msg_close, so there is none.
   To receive: one zmq_msg_t for all messages, zmq_msg_recv; its size is checked, its content is not looked at. The way
               `fresh` has one for each message, which is what it takes to hand messages on.
   Every return code is checked. Options are libzmq's defaults. */
#ifndef BASELINE_H
#define BASELINE_H

#include <stddef.h>
#include <zmq.h>

enum { BASELINE_OK = 0, BASELINE_UNSUPPORTED = 2 };

struct baseline_spec {
    const char *pattern;
    const char *transport; /* inproc, ipc, tcp */
    size_t size;
    long count;
    int fan; /* subscribers */
    const char *how; /* how a message is made, or received */
};

struct baseline_result {
    long messages;
    double seconds;
    double cpu; /* user and system time of the process, all threads */
    double p50, p99; /* microseconds, round trips only */
};

/* workloads */
int baseline_run (const struct baseline_spec *spec, struct baseline_result *result);
int baseline_push_pull (const struct baseline_spec *, struct baseline_result *);
int baseline_req_rep (const struct baseline_spec *, struct baseline_result *);
int baseline_pub_sub (const struct baseline_spec *, struct baseline_result *);
int baseline_proxy (const struct baseline_spec *, struct baseline_result *);
int baseline_router_dealer (const struct baseline_spec *, struct baseline_result *);
int baseline_ping (const struct baseline_spec *, struct baseline_result *);

/* the tools that libzmq comes with, by their names and arguments */
int baseline_tool (int argc, const char *const *argv);

/* single steps, for benches that have a loop of their own */
void baseline_send (void *socket, const void *bytes, size_t size);
void baseline_send_const (void *socket, const void *bytes, size_t size);
void baseline_send_owned (void *socket, const void *bytes, size_t size);
void baseline_send_two (void *socket, const void *bytes, size_t size);
void baseline_receive (void *socket, zmq_msg_t *msg, size_t size);
void baseline_receive_two (void *socket, zmq_msg_t *msg, size_t size);
void baseline_message_copy (const void *bytes, size_t size);
void baseline_message_owned (const void *bytes, size_t size);
void baseline_message_const (const void *bytes, size_t size);
void baseline_ping_send (void *socket, const void *bytes, size_t size, long count);
void baseline_ping_receive (void *socket, size_t size, long count);
long baseline_poll_receive (void **sockets, int count, size_t size);
void baseline_context (void);
void baseline_socket (void *context, int type);

/* common; what is called for each message is inline, as it would be in one program */
struct contexts {
    void *here, *there;
};
struct watch {
    double wall, cpu;
};
void fail (const char *call);
void wrong_size (void);
static inline void check (int rc, const char *call)
{
    if (rc == -1)
        fail (call);
}
static inline void check_size (zmq_msg_t *msg, size_t size)
{
    if (zmq_msg_size (msg) != size)
        wrong_size ();
}
void *checked (void *made, const char *call);
struct contexts open_contexts (const char *transport);
void close_contexts (struct contexts contexts);
void *open_socket (void *context, int type);
void set_int (void *socket, int option, int value);
void bind_somewhere (void *socket, const char *transport, const char *name, char *endpoint, size_t room);
void close_socket (void *socket);
double now (void);
struct watch watch_start (void);
void watch_stop (struct watch begun, struct baseline_result *result);
void percentiles (double *times, long count, struct baseline_result *result);

#endif
