//! What is changed in libzmq's files where it ends the process, loses messages or leaks memory for want of a line.
//!
//! Each file with pairs of a text that it has once, and what stands there instead. Replacements are indented as C++.

/// See the module.
pub(crate) const CHANGES: &[(&str, &[(&str, &str)])] = &[
    // Whether a socket is still open is asked before it is told that a name for which it waited is bound. Once one that was
    // closed is told, another thread frees it.
    //
    // And the end of a connection that was asked for while it waited for its name comes when it has all that it gets from the
    // socket that binds: see pipe.hpp.
    (
        "ctx.cpp",
        &[
            (
                "        endpoint_.socket->inc_seqnum ();\n        _pending",
                "        endpoint_.socket->inc_seqnum ();\n        pipes_[1]->wait_for_bind ();\n        _pending",
            ),
            (
                "    if (side_ == bind_side) {\n        command_t cmd;\n        cmd.type = command_t::bind;\n",
                "    const bool was_left = pending_connection_.bind_pipe->bound ();\n    \
                 const bool is_open = pending_connection_.endpoint.socket->check_tag ();\n    \
                 if (side_ == bind_side) {\n        command_t cmd;\n        cmd.type = command_t::bind;\n",
            ),
            (
                "        send_hello_msg (pending_connection_.bind_pipe, bind_options_);\n    }\n#endif\n",
                "        send_hello_msg (pending_connection_.bind_pipe, bind_options_);\n    }\n#endif\n\n    \
                 if (was_left) {\n        command_t end;\n        end.type = command_t::pipe_term;\n        \
                 pending_connection_.bind_pipe->process_command (end);\n    }\n",
            ),
            ("&& pending_connection_.endpoint.socket->check_tag ()) {", "&& is_open) {"),
        ],
    ),
    // A peer over ipc that has sent all and gone is told at once, also while the receiver has no room. What the peer sent is
    // read nevertheless, once there is room; libzmq discards what it has not read by then.
    (
        "stream_engine_base.cpp",
        &[
            ("    else if (_io_error) {\n", "    else if (_io_error && rc == -1) {\n"),
            (
                "    else {\n        _input_stopped = false;\n        set_pollin ();\n",
                "    else {\n        if (_io_error) {\n            _handle = add_fd (_s);\n            \
                 _io_error = false;\n        }\n        _input_stopped = false;\n        set_pollin ();\n",
            ),
        ],
    ),
    // A connection that is lost amid a message, of a socket that was closed and does not linger, has no rest of it to discard.
    // libzmq insists on one, and ends the process.
    (
        "session_base.cpp",
        &[(
            "        rc = pull_msg (&msg);\n        errno_assert (rc == 0);\n",
            "        rc = pull_msg (&msg);\n        if (rc == -1 && errno == EAGAIN) {\n            \
             _incomplete_in = false;\n            break;\n        }\n        errno_assert (rc == 0);\n",
        )],
    ),
    // A connection of a socket with ZMQ_IMMEDIATE that was lost ends when all that came by it is received, and not amid a
    // message, where the next receive would end the process. The other end, which has asked for the end, waits for that.
    (
        "socket_base.cpp",
        &[(
            "    if (options.immediate == 1)\n        pipe_->terminate (false);\n    else\n",
            "    if (options.immediate == 1) {\n        if (!pipe_->check_read ())\n            \
                 pipe_->terminate (false);\n    } else\n",
        )],
    ),
    // A message of several frames is no message for a CHANNEL. Its frames are freed; libzmq forgets them.
    (
        "channel.cpp",
        &[(
            "    while (read && msg_->flags () & msg_t::more) {\n        // drop all frames of the current multi-frame message\n        \
             read = _pipe->read (msg_);\n        while (read && msg_->flags () & msg_t::more)\n            \
             read = _pipe->read (msg_);\n\n        // get the new message\n        if (read)\n            \
             read = _pipe->read (msg_);\n    }\n",
            "    for (bool dropped = false; read && (dropped || msg_->flags () & msg_t::more);\n         \
             read = _pipe->read (msg_)) {\n        dropped = (msg_->flags () & msg_t::more) != 0;\n        \
             rc = msg_->close ();\n        errno_assert (rc == 0);\n    }\n",
        )],
    ),
    // The routing id, or the greeting, of a socket that binds a name for whose sake another waits: where the one that binds has
    // no place for it (a PAIR that has got a peer meanwhile), the connection has ended by then, and needs neither. libzmq ends
    // the process.
    //
    // Frames behind which the rest of their message cannot come any more are freed. And each frame that a socket with
    // ZMQ_CONFLATE keeps is a message, as it has room for one: the end of the process is to wait for the next frame.
    //
    // The end of a pipe for a socket that has not bound its name yet gets no commands: see pipe.hpp. Nor does one whose other
    // end has agreed to the end of both, as it may be freed: libzmq tells it of new high-water marks nevertheless.
    (
        "pipe.cpp",
        &[
            ("    _delay (true),\n", "    _delay (true),\n    _bind (bind_done),\n"),
            (
                "    if (_state == active) {\n        send_pipe_term (_peer);\n",
                "    if (_state == active) {\n        if (!_peer->leave_unbound ())\n            send_pipe_term (_peer);\n",
            ),
            (
                "    send_pipe_hwm (_peer, inhwm_, outhwm_);\n",
                "    if (_state == active && !_peer->waits_for_bind ())\n        send_pipe_hwm (_peer, inhwm_, outhwm_);\n",
            ),
            (
                "    endpoint_uri_pair_t *ep =\n      new (std::nothrow) endpoint_uri_pair_t (_endpoint_pair);\n    send_pipe_peer_stats (",
                "    if (_state != active)\n        return;\n    endpoint_uri_pair_t *ep =\n      \
                 new (std::nothrow) endpoint_uri_pair_t (_endpoint_pair);\n    if (_peer->waits_for_bind ())\n        \
                 send_pipe_stats_publish (socket_base_, _msgs_written, 0, ep);\n    else\n        send_pipe_peer_stats (",
            ),
            (
                "    if (_disconnect_msg.size () > 0 && _out_pipe) {\n",
                "    if (_out_pipe && !_peer->waits_for_bind () && _disconnect_msg.size () > 0) {\n",
            ),
            (
                "    const bool written = pipe_->write (&id);\n    zmq_assert (written);\n    pipe_->flush ();\n",
                "    if (pipe_->write (&id))\n        pipe_->flush ();\n    else\n        id.close ();\n",
            ),
            (
                "    const bool written = pipe_->write (&hello);\n    zmq_assert (written);\n    pipe_->flush ();\n",
                "    if (pipe_->write (&hello))\n        pipe_->flush ();\n    else\n        hello.close ();\n",
            ),
            (
                "                || _state == term_req_sent1);\n",
                "                || _state == term_req_sent1);\n    rollback ();\n",
            ),
            (
                "    _out_pipe->flush ();\n    msg_t msg;\n",
                "    rollback ();\n    _out_pipe->flush ();\n    msg_t msg;\n",
            ),
            (
                "    if (!(msg_->flags () & msg_t::more) && !msg_->is_routing_id ())\n        _msgs_read++;\n",
                "    if (unlikely (_conflate))\n        msg_->reset_flags (msg_t::more);\n    \
                 if (!(msg_->flags () & msg_t::more) && !msg_->is_routing_id ())\n        _msgs_read++;\n",
            ),
        ],
    ),
    // The number that a ROUTER gives to a peer without an id is none that a peer has given itself, which ends the process. So
    // does the id for the peer of a connect that another peer has just announced: the connection waits for its peer's own.
    (
        "router.cpp",
        &[
            (
                "        zmq_assert (!has_out_pipe (routing_id));\n",
                "        if (has_out_pipe (routing_id))\n            return false;\n",
            ),
            (
                "            put_uint32 (buf + 1, _next_integral_routing_id++);\n            \
                 routing_id.set (buf, sizeof buf);\n            msg.close ();\n",
                "            do {\n                put_uint32 (buf + 1, _next_integral_routing_id++);\n                \
                 routing_id.set (buf, sizeof buf);\n            } while (has_out_pipe (routing_id));\n            \
                 msg.close ();\n",
            ),
            (
                "                put_uint32 (buf + 1, _next_integral_routing_id++);\n                \
                 blob_t new_routing_id (buf, sizeof buf);\n",
                "                blob_t new_routing_id;\n                do {\n                    \
                 put_uint32 (buf + 1, _next_integral_routing_id++);\n                    \
                 new_routing_id.set (buf, sizeof buf);\n                } while (has_out_pipe (new_routing_id));\n",
            ),
        ],
    ),
    // The length of a group is no negative number, of which the process ends; and a datagram that is shorter than its group is
    // freed.
    (
        "udp_engine.cpp",
        &[
            (
                "        const int group_size = _in_buffer[0];\n",
                "        const int group_size = static_cast<unsigned char> (_in_buffer[0]);\n",
            ),
            (
                "        if (nbytes - 1 < group_size)\n            return;\n",
                "        if (nbytes - 1 < group_size) {\n            rc = msg.close ();\n            \
                 errno_assert (rc == 0);\n            return;\n        }\n",
            ),
        ],
    ),
    // A socket that connects over inproc makes both ends of the pipe, that of the socket that will bind the name too. When it
    // leaves before that, libzmq has it work on both: also when the name was bound meanwhile, and another thread uses the other
    // end. Here it leaves word, and who binds the name ends what it has just got.
    (
        "pipe.hpp",
        &[
            ("#include \"msg.hpp\"\n", "#include \"msg.hpp\"\n\n#include <atomic>\n"),
            (
                "    //  Specifies the object to send events to.\n",
                "    //  Of an end whose socket has not bound its name yet.\n    \
                 void wait_for_bind () { _bind.store (bind_awaited); }\n    \
                 bool waits_for_bind () const { return _bind.load () != bind_done; }\n    \
                 //  The other end asks for the end. False: it must send a command.\n    \
                 bool leave_unbound ()\n    {\n        int awaited = bind_awaited;\n        \
                 return _bind.compare_exchange_strong (awaited, bind_not_awaited);\n    }\n    \
                 //  Whether the other end has asked.\n    \
                 bool bound () { return _bind.exchange (bind_done) == bind_not_awaited; }\n\n    \
                 //  Specifies the object to send events to.\n",
            ),
            (
                "    bool _delay;\n",
                "    bool _delay;\n\n    enum\n    {\n        bind_done,\n        bind_awaited,\n        \
                 bind_not_awaited\n    };\n    std::atomic<int> _bind;\n",
            ),
        ],
    ),
];
