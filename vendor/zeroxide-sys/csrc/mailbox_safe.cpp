/*  The mailbox of thread-safe sockets, in place of libzmq's.

    There, whoever sends a command takes the lock of the socket that gets it. A thread-safe socket holds its own lock while
    it sends, so two of them that are connected over inproc, used by two threads, block each other for ever. Here the
    commands have a lock of their own, under which nothing else is ever locked.
*/

#include "mailbox_safe.hpp"

#include <algorithm>
#include <cerrno>

namespace
{
//  Locks for the commands of all mailboxes, each for some of them. Never freed: threads may outlive main.
zmq::mutex_t &lock_of (const zmq::mailbox_safe_t *mailbox_)
{
    const size_t count = 64;
    static zmq::mutex_t *const locks = new zmq::mutex_t[count];
    return locks[reinterpret_cast<size_t> (mailbox_) / sizeof *mailbox_ % count];
}
}

zmq::mailbox_safe_t::mailbox_safe_t (mutex_t *sync_) : _sync (sync_)
{
    //  From here on whoever sends is told that nobody reads, and signals.
    _cpipe.check_read ();
}

zmq::mailbox_safe_t::~mailbox_safe_t ()
{
    //  Another thread may still be in send.
    scoped_lock_t lock (lock_of (this));
}

void zmq::mailbox_safe_t::add_signaler (signaler_t *signaler_)
{
    scoped_lock_t lock (lock_of (this));
    _signalers.push_back (signaler_);
}

void zmq::mailbox_safe_t::remove_signaler (signaler_t *signaler_)
{
    scoped_lock_t lock (lock_of (this));
    const std::vector<signaler_t *>::iterator found = std::find (_signalers.begin (), _signalers.end (), signaler_);
    if (found != _signalers.end ())
        _signalers.erase (found);
}

void zmq::mailbox_safe_t::clear_signalers ()
{
    scoped_lock_t lock (lock_of (this));
    _signalers.clear ();
}

void zmq::mailbox_safe_t::send (const command_t &cmd_)
{
    scoped_lock_t lock (lock_of (this));
    _cpipe.write (cmd_, false);
    if (_cpipe.flush ())
        return;
    _cond_var.broadcast ();
    for (size_t i = 0; i < _signalers.size (); i++)
        _signalers[i]->send ();
}

//  The socket's lock is held when this is called and when it returns; not while it waits.
int zmq::mailbox_safe_t::recv (command_t *cmd_, int timeout_)
{
    mutex_t &commands = lock_of (this);
    commands.lock ();
    if (_cpipe.read (cmd_)) {
        commands.unlock ();
        return 0;
    }

    int rc = 0;
    int reason = 0;
    _sync->unlock ();
    if (timeout_ != 0) {
        rc = _cond_var.wait (&commands, timeout_);
        reason = errno;
    }
    commands.unlock ();
    //  Without a wait too: others get their turn at the socket.
    _sync->lock ();
    if (rc == -1) {
        errno = reason;
        return -1;
    }

    scoped_lock_t lock (commands);
    if (_cpipe.read (cmd_))
        return 0;
    //  Another thread may have been quicker.
    errno = EAGAIN;
    return -1;
}
