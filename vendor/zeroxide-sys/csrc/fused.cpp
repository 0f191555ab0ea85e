/*  What the bundled library has beside zmq.h: the calls that a wrapper makes for every message, each in one step.

    zmq_msg_init_size, zmq_msg_data and zmq_msg_send look at the message and at the socket anew, and answer sizes that
    the caller knows. These are made of the same parts and do the same, without the repetition. What nearly every call comes
    to is in them; the rest is the socket's.
*/

#include "precompiled.hpp"

#include <cerrno>
#include <cstring>

#include "config.hpp"
#include "likely.hpp"
#include "msg.hpp"
#include "socket_base.hpp"

//  Has the calls within a function inlined, which are short and which the compiler would share with their other callers.
#if defined __GNUC__
#define ZEROXIDE_INLINED __attribute__ ((flatten))
#else
#define ZEROXIDE_INLINED
#endif

namespace zmq
{
//  socket_base_t::send and recv, without what is known: that the message is one. Where it does not work at once, the socket's
//  own parts for that go on.
struct quick_t
{
    static int send (socket_base_t &socket_, msg_t &msg_, int flags_)
    {
        if (unlikely (socket_._thread_safe || socket_._ctx_terminated
                      || socket_.may_have_commands ()))
            return socket_.send (&msg_, flags_);
        msg_.reset_flags (msg_t::more);
        if (flags_ & ZMQ_SNDMORE)
            msg_.set_flags (msg_t::more);
        msg_.reset_metadata ();
        const int rc = socket_.xsend (&msg_);
        return likely (rc == 0) ? 0 : socket_.send_slowly (&msg_, flags_, rc);
    }

    static int recv (socket_base_t &socket_, msg_t &msg_, int flags_)
    {
        if (unlikely (socket_._thread_safe || socket_._ctx_terminated
                      || socket_._ticks + 1 == inbound_poll_rate))
            return socket_.recv (&msg_, flags_);
        socket_._ticks++;
        if (unlikely (socket_.xrecv (&msg_) != 0))
            return errno == EAGAIN ? socket_.recv_slowly (&msg_, flags_) : -1;
        socket_.extract_flags (&msg_);
        return 0;
    }
};
}

namespace
{
zmq::socket_base_t &socket_of (void *socket_)
{
    return *static_cast<zmq::socket_base_t *> (socket_);
}

zmq::msg_t &message_of (zmq_msg_t *msg_)
{
    return *reinterpret_cast<zmq::msg_t *> (msg_);
}

ZEROXIDE_INLINED void init_constant (zmq::msg_t &msg_, const void *data_, size_t size_)
{
    msg_.init_data (const_cast<void *> (data_), size_, NULL, NULL);
}

ZEROXIDE_INLINED int init_copy (zmq::msg_t &msg_, const void *data_, size_t size_)
{
    if (msg_.init_size (size_) != 0)
        return -1;
    memcpy (msg_.data (), data_, size_);
    return 0;
}
}

extern "C" {

//  zmq_send: a copy of the bytes. The socket must be open. 0, or -1 with errno.
int zeroxide_send (void *socket_, const void *data_, size_t size_, int flags_)
{
    zmq::msg_t msg;
    if (init_copy (msg, data_, size_) != 0)
        return -1;
    if (zmq::quick_t::send (socket_of (socket_), msg, flags_) == 0)
        return 0; //  The message is empty now, and needs no closing.
    const int err = errno;
    msg.close ();
    errno = err;
    return -1;
}

//  zmq_send_const: bytes that live for ever. The socket must be open. 0, or -1 with errno.
int zeroxide_send_const (void *socket_, const void *data_, size_t size_, int flags_)
{
    zmq::msg_t msg;
    init_constant (msg, data_, size_);
    //  Neither what is sent nor what is not has anything to release.
    return zmq::quick_t::send (socket_of (socket_), msg, flags_);
}

//  zmq_msg_send. The socket must be open and the message initialised. 0, or -1 with errno.
int zeroxide_msg_send (zmq_msg_t *msg_, void *socket_, int flags_)
{
    return zmq::quick_t::send (socket_of (socket_), message_of (msg_), flags_);
}

//  zmq_msg_recv. The socket must be open and the message initialised. 0, or -1 with errno.
int zeroxide_msg_recv (zmq_msg_t *msg_, void *socket_, int flags_)
{
    return zmq::quick_t::recv (socket_of (socket_), message_of (msg_), flags_);
}

//  zmq_msg_close. The message must be initialised.
void zeroxide_msg_close (zmq_msg_t *msg_)
{
    message_of (msg_).close ();
}

//  zmq_msg_data, and zmq_msg_size by the way. The message must be initialised.
ZEROXIDE_INLINED const void *zeroxide_msg_bytes (const zmq_msg_t *msg_, size_t *size_)
{
    zmq::msg_t &msg = message_of (const_cast<zmq_msg_t *> (msg_));
    //  Both before the size is written, as then the compiler knows that the message's form is the same for both.
    const size_t size = msg.size ();
    const void *data = msg.data ();
    *size_ = size;
    return data;
}
}
