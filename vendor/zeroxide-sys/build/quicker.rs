//! What is changed in libzmq's files so that a message costs less, in the form of `changes.rs`.

/// See the module.
pub(crate) const CHANGES: &[(&str, &[(&str, &str)])] = &[
    // Bytes that the engine reads or writes at a time.
    (
        "options.cpp",
        &[
            ("\n    in_batch_size (8192),", "\n    in_batch_size (32768),"),
            ("\n    out_batch_size (8192),", "\n    out_batch_size (32768),"),
        ],
    ),
    (
        "stream_engine_base.cpp",
        &[
            // The encoder stops within a large message: see encoder.hpp.
            (
                "            _outsize += n;\n        }\n",
                "            _outsize += n;\n            if (_tx_msg.size () > 0)\n                break;\n        }\n",
            ),
            // What there is to send is sent at once, and that there is no more is found out at once too. Only where the system
            // does not take it all is the connection polled for output: libzmq has it polled for each message, which costs
            // three system calls.
            (
                "    zmq_assert (!_io_error);\n\n    //  If write",
                "    zmq_assert (!_io_error);\n\n    int turns = 0;\nagain:\n    //  If write",
            ),
            (
                "            _output_stopped = true;\n            reset_pollout ();\n            return;\n",
                "            if (!_output_stopped) {\n                _output_stopped = true;\n                reset_pollout ();\n            \
                 }\n            return;\n",
            ),
            // A message of which only the beginning has place in the buffer goes down with it, from where it is.
            (
                "#include \"wire.hpp\"\n",
                "#include \"wire.hpp\"\n\n#if defined ZMQ_HAVE_UIO\n#include <sys/socket.h>\n#include <sys/uio.h>\n#endif\n",
            ),
            ("    _outsize (0),\n", "    _outsize (0),\n    _tailpos (NULL),\n    _tailsize (0),\n"),
            (
                "        //  If there is no data to send, stop polling for output.\n",
                "        if (_outsize > 0)\n            _tailsize = _encoder->take_rest (&_tailpos);\n\n        \
                 //  If there is no data to send, stop polling for output.\n",
            ),
            (
                "    const int nbytes = write (_outpos, _outsize);\n",
                "    const int nbytes = _tailsize > 0 ? write_both () : write (_outpos, _outsize);\n",
            ),
            (
                "int zmq::stream_engine_base_t::write (const void *data_, size_t size_)\n",
                "int zmq::stream_engine_base_t::write_both ()\n{\n\
                 #if defined ZMQ_HAVE_UIO\n    iovec parts[2];\n    parts[0].iov_base = _outpos;\n    \
                 parts[0].iov_len = _outsize;\n    parts[1].iov_base = const_cast<unsigned char *> (_tailpos);\n    \
                 parts[1].iov_len = _tailsize;\n    msghdr header;\n    memset (&header, 0, sizeof header);\n    \
                 header.msg_iov = parts;\n    header.msg_iovlen = 2;\n    \
                 const ssize_t nbytes = sendmsg (_s, &header, 0);\n    if (nbytes >= 0)\n        \
                 return static_cast<int> (nbytes);\n#endif\n    \
                 //  Which knows what to make of a failure.\n    return write (_outpos, _outsize);\n}\n\n\
                 int zmq::stream_engine_base_t::write (const void *data_, size_t size_)\n",
            ),
            (
                "    _outpos += nbytes;\n    _outsize -= nbytes;\n\n    \
                 //  If we are still handshaking and there are no data\n",
                "    const size_t head = std::min (static_cast<size_t> (nbytes), _outsize);\n    _outpos += head;\n    \
                 _outsize -= head;\n    if (_outsize == 0 && _tailsize > 0) {\n        \
                 const size_t tail = static_cast<size_t> (nbytes) - head;\n        \
                 _outpos = const_cast<unsigned char *> (_tailpos) + tail;\n        \
                 _outsize = _tailsize - tail;\n        _tailsize = 0;\n    }\n\n    \
                 if (_output_stopped) {\n        if (_outsize == 0 && ++turns < 4)\n            \
                 goto again;\n        set_pollout ();\n        _output_stopped = false;\n    }\n\n    \
                 //  If we are still handshaking and there are no data\n",
            ),
            (
                "    if (likely (_output_stopped)) {\n        set_pollout ();\n        _output_stopped = false;\n    }\n\n    //  Speculative",
                "    //  Speculative",
            ),
            // What fills the buffer has more behind it as a rule, which is read without being told of it first: of large messages,
            // as with small ones there is more to be read at a time when it is read later.
            (
                "    //  If there's no data to process in the buffer...\n",
                "    int turns = 0;\nmore:\n    bool filled = false;\n    //  If there's no data to process in the buffer...\n",
            ),
            (
                "        // Adjust buffer size to received bytes\n",
                "        filled = _insize == bufsize\n                 \
                 && bufsize != static_cast<size_t> (_options.in_batch_size);\n        // Adjust buffer size to received bytes\n",
            ),
            (
                "        _input_stopped = true;\n        reset_pollin (_handle);\n    }\n\n    _session->flush ();\n",
                "        _input_stopped = true;\n        reset_pollin (_handle);\n    }\n\n    _session->flush ();\n    \
                 if (filled && !_input_stopped && ++turns < 4)\n        goto more;\n",
            ),
        ],
    ),
    (
        "stream_engine_base.hpp",
        &[
            (
                "    size_t _outsize;\n",
                "    size_t _outsize;\n    //  What goes behind that, elsewhere.\n    const unsigned char *_tailpos;\n    \
                 size_t _tailsize;\n",
            ),
            ("    bool in_event_internal ();\n", "    bool in_event_internal ();\n    int write_both ();\n"),
        ],
    ),
    (
        "i_encoder.hpp",
        &[(
            "    //  Load a new message into encoder.\n",
            "    //  Gives what is left of what the encoder has begun to copy, where that is; 0 when that is not much. It stays\n    \
             //  there until encode is called.\n    virtual size_t take_rest (const unsigned char **data_) = 0;\n\n    \
             //  Load a new message into encoder.\n",
        )],
    ),
    // Of a message that is larger than what is read or written at a time, only the beginning goes through the buffers. They are
    // four times as large as upstream's, and so would be what is copied.
    (
        "encoder.hpp",
        &[
            (
                "    void load_msg (msg_t *msg_) ZMQ_FINAL\n",
                "    size_t take_rest (const unsigned char **data_) ZMQ_FINAL\n    {\n        \
                 const size_t size = _to_write;\n        if (in_progress () == NULL || size < _buf_size / 2)\n            \
                 return 0;\n        *data_ = _write_pos;\n        _write_pos = NULL;\n        _to_write = 0;\n        \
                 return size;\n    }\n\n    void load_msg (msg_t *msg_) ZMQ_FINAL\n",
            ),
            (
                "            const size_t to_copy = std::min (_to_write, buffersize - pos);\n",
                "            size_t to_copy = std::min (_to_write, buffersize - pos);\n            \
             if (_to_write >= _buf_size) {\n                const size_t most = 8192;\n                \
             if (pos >= most)\n                    break;\n                \
             to_copy = std::min (to_copy, most - pos);\n            }\n",
            ),
        ],
    ),
    (
        "decoder.hpp",
        &[
            ("_to_read (0), _allocator (buf_size_)\n", "_to_read (0), _large (false), _allocator (buf_size_)\n"),
            (
                "            *size_ = _to_read;\n            return;\n        }\n\n        *data_ = _buf;\n        \
                 *size_ = _allocator.size ();\n",
                "            *size_ = _to_read;\n            _large = true;\n            return;\n        }\n\n        \
                 *data_ = _buf;\n        const std::size_t most = 8192;\n        \
                 *size_ = _large ? std::min (most, _allocator.size ()) : _allocator.size ();\n        \
                 _large = false;\n",
            ),
            (
                "    std::size_t _to_read;\n",
                "    std::size_t _to_read;\n\n    //  Whether the last message was a large one.\n    bool _large;\n",
            ),
        ],
    ),
    // The memory of messages comes from blocks.hpp. Which size a block has is noted where the argument of a function that
    // frees the bytes would be, which there is none of then.
    (
        "msg.cpp",
        &[
            (
                "#include \"msg.hpp\"\n",
                "#include \"msg.hpp\"\n#include \"blocks.hpp\"\n\nnamespace\n{\n\
                 //  The memory of a content whose bytes are freed, or in it.\n\
                 void give_back (zmq::msg_t::content_t *content_)\n{\n    \
                 zeroxide::blocks::give (content_, content_->ffn ? zeroxide::blocks::class_for (sizeof *content_)\n        \
                 : reinterpret_cast<zeroxide::blocks::class_t> (content_->hint));\n}\n}\n",
            ),
            (
                "        if (sizeof (content_t) + size_ > size_)\n            _u.lmsg.content =\n              \
                 static_cast<content_t *> (malloc (sizeof (content_t) + size_));\n",
                "        zeroxide::blocks::class_t block = 0;\n        \
                 if (sizeof (content_t) + size_ > size_)\n            _u.lmsg.content = static_cast<content_t *> (\n              \
                 zeroxide::blocks::take (sizeof (content_t) + size_, &block));\n",
            ),
            (
                "        _u.lmsg.content->ffn = NULL;\n        _u.lmsg.content->hint = NULL;\n",
                "        _u.lmsg.content->ffn = NULL;\n        _u.lmsg.content->hint = reinterpret_cast<void *> (block);\n",
            ),
            (
                "        _u.lmsg.content =\n          static_cast<content_t *> (malloc (sizeof (content_t)));\n",
                "        zeroxide::blocks::class_t block;\n        _u.lmsg.content = static_cast<content_t *> (\n          \
                 zeroxide::blocks::take (sizeof (content_t), &block));\n",
            ),
            ("\n            free (_u.lmsg.content);\n", "\n            give_back (_u.lmsg.content);\n"),
            ("\n        free (_u.lmsg.content);\n", "\n        give_back (_u.lmsg.content);\n"),
        ],
    ),
    // Whether there are commands is seen without a system call (see mailbox.cpp), so a send looks each time. libzmq looks once
    // in a millisecond or so, and reads the processor's clock each time to know.
    //
    // What nearly every call comes to is apart from what happens when there is nothing to receive or no room to send.
    (
        "socket_base.cpp",
        &[
            (
                "    int rc = process_commands (0, true);\n    if (unlikely (rc != 0)) {\n        return -1;\n    }\n",
                "    int rc = 0;\n    if (unlikely (may_have_commands ()) && process_commands (0, true) != 0)\n        \
                 return -1;\n",
            ),
            (
                "    //  Special case for ZMQ_PUSH: -2 means pipe is dead while a\n",
                "    return send_slowly (msg_, flags_, rc);\n}\n\n\
                 int zmq::socket_base_t::send_slowly (msg_t *msg_, int flags_, int rc)\n{\n    \
                 //  Special case for ZMQ_PUSH: -2 means pipe is dead while a\n",
            ),
            (
                "        if (unlikely (process_commands (0, false) != 0)) {\n            return -1;\n        }\n        \
                 _ticks = 0;\n    }\n\n    //  Get the message.\n    int rc = xrecv (msg_);\n",
                "        if (unlikely (may_have_commands ()) && process_commands (0, false) != 0)\n            \
                 return -1;\n        _ticks = 0;\n    }\n\n    //  Get the message.\n    const int rc = xrecv (msg_);\n",
            ),
            (
                "    //  If the message cannot be fetched immediately, there are two scenarios.\n",
                "    return recv_slowly (msg_, flags_);\n}\n\n\
                 int zmq::socket_base_t::recv_slowly (msg_t *msg_, int flags_)\n{\n    int rc;\n    \
                 //  If the message cannot be fetched immediately, there are two scenarios.\n",
            ),
            (
                "    if (timeout_ == 0) {\n        //  If we are asked not to wait, check",
                "    if (timeout_ == 0 && !may_have_commands ())\n        return 0;\n    \
                 if (timeout_ == 0 && _thread_safe) {\n        //  If we are asked not to wait, check",
            ),
        ],
    ),
    (
        "socket_base.hpp",
        &[
            ("#include \"i_mailbox.hpp\"\n", "#include \"i_mailbox.hpp\"\n#include \"mailbox.hpp\"\n"),
            // See csrc/fused.cpp.
            (
                "    friend class reaper_t;\n\n  public:\n    //  Returns false if object is not a socket.\n",
                "    friend class reaper_t;\n    friend struct quick_t;\n\n  public:\n    //  Returns false if object is not a socket.\n",
            ),
            (
                "    int process_commands (int timeout_, bool throttle_);\n",
                "    int process_commands (int timeout_, bool throttle_);\n\n    \
                 //  False: there are none.\n    bool may_have_commands () const\n    {\n        \
                 return _thread_safe\n               || static_cast<mailbox_t *> (_mailbox)->has_commands ();\n    }\n\n    \
                 //  What send and recv do where it does not work at once.\n    \
                 int send_slowly (msg_t *msg_, int flags_, int rc);\n    \
                 int recv_slowly (msg_t *msg_, int flags_);\n",
            ),
        ],
    ),
    // Whether there are commands is seen by what the writer leaves for the reader, who is asleep: libzmq asks the system, with
    // a call before each wait, one after it, and one for each try to receive when there is nothing. Where there are some, the
    // signal is taken without asking whether it is there.
    (
        "mailbox.cpp",
        &[(
            "    //  Wait for signal from the command sender.\n    int rc = _signaler.wait (timeout_);\n    if (rc == -1) {\n        \
             errno_assert (errno == EAGAIN || errno == EINTR);\n        return -1;\n    }\n\n    //  Receive the signal.\n    \
             rc = _signaler.recv_failable ();\n    if (rc == -1) {\n        errno_assert (errno == EAGAIN);\n        \
             return -1;\n    }\n",
            "    //  The signal comes after the commands, so it may not be there yet.\n    if (!_cpipe.is_written () || \
             _signaler.recv_failable () == -1) {\n        if (timeout_ == 0) {\n            errno = EAGAIN;\n            \
             return -1;\n        }\n\n        //  Wait for signal from the command sender.\n        \
             int rc = _signaler.wait (timeout_);\n        if (rc == -1) {\n            \
             errno_assert (errno == EAGAIN || errno == EINTR);\n            return -1;\n        }\n\n        \
             //  Receive the signal.\n        rc = _signaler.recv_failable ();\n        if (rc == -1) {\n            \
             errno_assert (errno == EAGAIN);\n            return -1;\n        }\n    }\n",
        )],
    ),
    (
        "mailbox.hpp",
        &[(
            "    bool valid () const;\n",
            "    bool valid () const;\n\n    //  Of the thread that receives.\n    \
             bool has_commands () const { return _active || _cpipe.is_written (); }\n",
        )],
    ),
    // What one thread writes for each message, and another does too, lies on cache lines of their own. Not in the pipes for
    // commands, which are few.
    (
        "ypipe.hpp",
        &[
            (
                "    //  Points to the first un-prefetched item. This variable is used\n    //  exclusively by reader thread.\n    \
                 T *_r;\n\n",
                "",
            ),
            (
                "  protected:\n",
                "    //  Whether there is something that the reader, who found nothing, has not seen yet.\n    \
                 bool is_written () const { return _c.get () != NULL; }\n\n  protected:\n    \
                 typedef char apart_t[N > 16 ? 2 * ZMQ_CACHELINE_SIZE : 1];\n\n    apart_t _apart_from_type;\n\n    \
                 //  Points to the first un-prefetched item. This variable is used\n    //  exclusively by reader thread.\n    \
                 T *_r;\n\n",
            ),
            (
                "    //  The single point of contention between writer and reader thread.\n",
                "    apart_t _apart_from_writer;\n\n    \
                 //  The single point of contention between writer and reader thread.\n",
            ),
            ("    atomic_ptr_t<T> _c;\n", "    atomic_ptr_t<T> _c;\n    apart_t _apart_from_others;\n"),
        ],
    ),
    (
        "yqueue.hpp",
        &[("    int _begin_pos;\n", "    int _begin_pos;\n    char _apart[N > 16 ? 2 * ZMQ_CACHELINE_SIZE : 1];\n")],
    ),
    (
        "atomic_ptr.hpp",
        &[(
            "    //  Perform atomic 'exchange pointers' operation.",
            "    T *get () const ZMQ_NOEXCEPT { return _ptr; }\n\n    //  Perform atomic 'exchange pointers' operation.",
        )],
    ),
    // A message that has nothing to release need not be closed before another is received into it. And whose turn it is among
    // the connections is found without a division.
    (
        "fq.cpp",
        &[
            (
                "    int rc = msg_->close ();\n    errno_assert (rc == 0);\n\n    //  Round-robin",
                "    int rc = 0;\n    if (!msg_->is_plain ()) {\n        rc = msg_->close ();\n        \
                 errno_assert (rc == 0);\n    }\n\n    //  Round-robin",
            ),
            (
                "                _current = (_current + 1) % _active;\n",
                "                if (++_current == _active)\n                    _current = 0;\n",
            ),
        ],
    ),
    (
        "msg.hpp",
        &[(
            "    bool is_vsm () const;\n",
            "    bool is_vsm () const;\n\n    //  Whether closing it would release nothing.\n    bool is_plain () const\n    \
             {\n        return _u.base.type == type_vsm && _u.base.metadata == NULL\n               \
             && _u.base.group.type == group_type_short;\n    }\n\n",
        )],
    ),
    // How many messages were read is told to the peer when there are enough new ones, without a division for each.
    (
        "pipe.cpp",
        &[
            ("    _msgs_read (0),\n", "    _msgs_read (0),\n    _msgs_told (0),\n"),
            (
                "    if (_lwm > 0 && _msgs_read % _lwm == 0)\n        send_activate_write (_peer, _msgs_read);\n",
                "    if (_lwm > 0 && _msgs_read - _msgs_told >= static_cast<uint64_t> (_lwm)) {\n        \
                 _msgs_told = _msgs_read;\n        send_activate_write (_peer, _msgs_read);\n    }\n",
            ),
        ],
    ),
    ("pipe.hpp", &[("    uint64_t _msgs_read;\n", "    uint64_t _msgs_read;\n    uint64_t _msgs_told;\n")]),
];
