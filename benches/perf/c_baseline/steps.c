#include "baseline.h"

#include <stdlib.h>
#include <string.h>

static void release (void *data, void *hint)
{
    (void) hint;
    free (data);
}

/* A buffer that the application made, as `slice.to_vec()` does. */
static void *buffer (const void *bytes, size_t size)
{
    void *made = malloc (size);
    if (made == NULL)
        abort ();
    memcpy (made, bytes, size);
    return made;
}

void baseline_send (void *socket, const void *bytes, size_t size)
{
    zmq_msg_t msg;
    check (zmq_msg_init_size (&msg, size), "zmq_msg_init_size");
    memcpy (zmq_msg_data (&msg), bytes, size);
    check (zmq_msg_send (&msg, socket, 0), "zmq_msg_send");
}

void baseline_send_const (void *socket, const void *bytes, size_t size)
{
    check (zmq_send_const (socket, bytes, size, 0), "zmq_send_const");
}

void baseline_send_owned (void *socket, const void *bytes, size_t size)
{
    zmq_msg_t msg;
    check (zmq_msg_init_data (&msg, buffer (bytes, size), size, release, NULL), "zmq_msg_init_data");
    check (zmq_msg_send (&msg, socket, 0), "zmq_msg_send");
}

void baseline_send_two (void *socket, const void *bytes, size_t size)
{
    zmq_msg_t msg;
    check (zmq_msg_init_size (&msg, 5), "zmq_msg_init_size");
    memcpy (zmq_msg_data (&msg), "topic", 5);
    check (zmq_msg_send (&msg, socket, ZMQ_SNDMORE), "zmq_msg_send");
    baseline_send (socket, bytes, size);
}

void baseline_receive (void *socket, zmq_msg_t *msg, size_t size)
{
    check (zmq_msg_recv (msg, socket, 0), "zmq_msg_recv");
    check_size (msg, size);
}

void baseline_receive_two (void *socket, zmq_msg_t *msg, size_t size)
{
    baseline_receive (socket, msg, 5);
    if (!zmq_msg_more (msg))
        abort ();
    baseline_receive (socket, msg, size);
}

void baseline_message_copy (const void *bytes, size_t size)
{
    zmq_msg_t msg;
    check (zmq_msg_init_size (&msg, size), "zmq_msg_init_size");
    memcpy (zmq_msg_data (&msg), bytes, size);
    check (zmq_msg_close (&msg), "zmq_msg_close");
}

void baseline_message_owned (const void *bytes, size_t size)
{
    zmq_msg_t msg;
    check (zmq_msg_init_data (&msg, buffer (bytes, size), size, release, NULL), "zmq_msg_init_data");
    check (zmq_msg_close (&msg), "zmq_msg_close");
}

void baseline_message_const (const void *bytes, size_t size)
{
    zmq_msg_t msg;
    check (zmq_msg_init_data (&msg, (void *) bytes, size, NULL, NULL), "zmq_msg_init_data");
    check (zmq_msg_close (&msg), "zmq_msg_close");
}

/* Waits until one of the sockets has a message, and receives what there is. */
long baseline_poll_receive (void **sockets, int count, size_t size)
{
    zmq_pollitem_t items[64];
    zmq_msg_t msg;
    long received = 0;
    int i;

    if (count > 64)
        abort ();
    for (i = 0; i < count; i++) {
        items[i].socket = sockets[i];
        items[i].fd = 0;
        items[i].events = ZMQ_POLLIN;
        items[i].revents = 0;
    }
    check (zmq_poll (items, count, -1), "zmq_poll");
    check (zmq_msg_init (&msg), "zmq_msg_init");
    for (i = 0; i < count; i++) {
        if (items[i].revents & ZMQ_POLLIN) {
            baseline_receive (sockets[i], &msg, size);
            received++;
        }
    }
    check (zmq_msg_close (&msg), "zmq_msg_close");
    return received;
}

void baseline_context (void)
{
    void *context = checked (zmq_ctx_new (), "zmq_ctx_new");
    check (zmq_ctx_term (context), "zmq_ctx_term");
}

void baseline_socket (void *context, int type)
{
    check (zmq_close (open_socket (context, type)), "zmq_close");
}
