/*  What the bundled library has beside zmq.h for messages of several frames, so that one peer gets all of a message or
    nobody gets any of it.

    zmq_msg_send takes in news of the peers before each frame. Between two frames of one message those may be that the
    peer is gone, and then the rest is discarded in silence, or goes to the peer that came after it. The calls here take
    in no news: what the first frame found holds for the others.
*/

#include "precompiled.hpp"

#include <cerrno>
#include <typeinfo>

#include "fq.hpp"
#include "lb.hpp"
#include "msg.hpp"
#include "pair.hpp"
#include "pipe.hpp"
#include "req.hpp"
#include "router.hpp"
#include "socket_base.hpp"
#include "xsub.hpp"
#include "ypipe_base.hpp"

namespace
{
//  The way to what libzmq keeps to itself: an explicit instantiation may name private members.
template <typename tag_t, typename tag_t::member_t member> struct reach_t
{
    friend typename tag_t::member_t reach (tag_t) { return member; }
};

#define ZEROXIDE_REACH(tag, type, owner, member)                               \
    struct tag                                                                 \
    {                                                                          \
        typedef type owner::*member_t;                                         \
        friend member_t reach (tag);                                           \
    };                                                                         \
    template struct reach_t<tag, &owner::member>;

ZEROXIDE_REACH (pair_pipe_t, zmq::pipe_t *, zmq::pair_t, _pipe)
ZEROXIDE_REACH (pipe_out_t, zmq::ypipe_base_t<zmq::msg_t> *, zmq::pipe_t, _out_pipe)
ZEROXIDE_REACH (req_begins_t, bool, zmq::req_t, _message_begins)
ZEROXIDE_REACH (dealer_lb_t, zmq::lb_t, zmq::dealer_t, _lb)
ZEROXIDE_REACH (lb_dropping_t, bool, zmq::lb_t, _dropping)
ZEROXIDE_REACH (router_fq_t, zmq::fq_t, zmq::router_t, _fq)
ZEROXIDE_REACH (xsub_fq_t, zmq::fq_t, zmq::xsub_t, _fq)
ZEROXIDE_REACH (fq_more_t, bool, zmq::fq_t, _more)

#undef ZEROXIDE_REACH

//  A socket's own part of sending, which takes in no news. Nothing is ever made of this type.
struct sending_t : zmq::socket_base_t
{
    static int send (zmq::socket_base_t *socket_, zmq::msg_t *msg_)
    {
        return (socket_->*(&sending_t::xsend)) (msg_);
    }

    static bool is_pair (zmq::socket_base_t *socket_)
    {
        return (socket_->*(&sending_t::options)).type == ZMQ_PAIR;
    }
};

//  Whether the frames before are still on their way to the peer that a PAIR has: no other peer may get the rest.
bool holds_beginning (zmq::pair_t *pair_)
{
    zmq::pipe_t *pipe = pair_->*reach (pair_pipe_t ());
    zmq::ypipe_base_t<zmq::msg_t> *out = pipe ? pipe->*reach (pipe_out_t ()) : NULL;
    zmq::msg_t last;
    if (!out || !out->unwrite (&last))
        return false;
    out->write (last, true);
    return true;
}
}

extern "C" {

//  Sends a frame that is not the first of its message: zmq_msg_send with ZMQ_DONTWAIT, without taking in news. The socket
//  must be open, of a kind that is not thread-safe, and within a message. 0, or -1 with errno.
int zeroxide_send_next (zmq_msg_t *msg_, void *socket_, int flags_)
{
    zmq::socket_base_t *socket = static_cast<zmq::socket_base_t *> (socket_);
    zmq::msg_t *msg = reinterpret_cast<zmq::msg_t *> (msg_);

    if (sending_t::is_pair (socket)
        && !holds_beginning (static_cast<zmq::pair_t *> (socket))) {
        errno = EAGAIN;
        return -1;
    }
    msg->reset_flags (zmq::msg_t::more);
    if (flags_ & ZMQ_SNDMORE)
        msg->set_flags (zmq::msg_t::more);
    msg->reset_metadata ();
    return sending_t::send (socket, msg) == 0 ? 0 : -1;
}

//  Makes a REQ forget the request that it could not send to the end, for want of its peer. Without it the next request
//  would lack its beginning, which peers ignore. The socket must be open. Other kinds are left alone.
void zeroxide_forget_request (void *socket_)
{
    zmq::socket_base_t *socket = static_cast<zmq::socket_base_t *> (socket_);
    if (typeid (*socket) != typeid (zmq::req_t))
        return;
    zmq::req_t *req = static_cast<zmq::req_t *> (socket);
    req->*reach (req_begins_t ()) = true;
    zmq::lb_t &lb = static_cast<zmq::dealer_t *> (req)->*reach (dealer_lb_t ());
    lb.*reach (lb_dropping_t ()) = false;
}

//  Whether the first frame of a message was taken from a connection and its others were not. A poll takes it, on kinds that
//  look at a message before they say that there is one, and ZMQ_RCVMORE does not tell of that. The socket must be open.
int zeroxide_is_amid_message (void *socket_)
{
    zmq::socket_base_t *socket = static_cast<zmq::socket_base_t *> (socket_);
    const zmq::fq_t *fq = NULL;
    if (zmq::router_t *router = dynamic_cast<zmq::router_t *> (socket))
        fq = &(router->*reach (router_fq_t ()));
    else if (zmq::xsub_t *xsub = dynamic_cast<zmq::xsub_t *> (socket))
        fq = &(xsub->*reach (xsub_fq_t ()));
    return fq && fq->*reach (fq_more_t ()) ? 1 : 0;
}
}
