/*  What upstream's configure finds out about the target, found out by the preprocessor.
    No program is run, so the answers hold for cross builds too. Included first by every libzmq source file.

    Left out on purpose:
      HAVE_FORK                          costs a getpid() for every signal between threads;
                                         the Rust side keeps forked children away from inherited handles
      ZMQ_USE_RADIX_TREE                 stable releases use the trie
      ZMQ_LIBSODIUM_RANDOMBYTES_CLOSE    not safe while another context lives                              */
#ifndef __ZMQ_PLATFORM_HPP_INCLUDED__
#define __ZMQ_PLATFORM_HPP_INCLUDED__

/*  ---- everywhere ---------------------------------------------------------------------------------- */

#define ZMQ_USE_CV_IMPL_STL11
#define ZMQ_USE_BUILTIN_SHA1
#define ZMQ_HAVE_WS
#define ZMQ_HAVE_NOEXCEPT
#define ZMQ_POLL_BASED_ON_POLL

#if defined __powerpc64__
#define ZMQ_CACHELINE_SIZE 128
#elif defined __s390x__
#define ZMQ_CACHELINE_SIZE 256
#else
#define ZMQ_CACHELINE_SIZE 64
#endif

#if defined _WIN32

/*  ---- Windows: epoll comes from external/wepoll --------------------------------------------------- */

#define ZMQ_HAVE_WINDOWS
#define ZMQ_IOTHREAD_POLLER_USE_EPOLL
#define HAVE_IF_NAMETOINDEX
#if !defined _MSC_VER
#define HAVE_STRNLEN
#elif defined __has_include
/*  upstream's ipc sources compile with MSVC only  */
#if __has_include(<afunix.h>)
#define ZMQ_HAVE_IPC
#define ZMQ_HAVE_STRUCT_SOCKADDR_UN
#endif
#endif

#else

/*  ---- Unix: what POSIX promises ------------------------------------------------------------------- */

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>

#define ZMQ_HAVE_IPC
#define ZMQ_HAVE_STRUCT_SOCKADDR_UN
#define ZMQ_HAVE_UIO
#define ZMQ_HAVE_PPOLL
#define HAVE_CLOCK_GETTIME
#define HAVE_IF_NAMETOINDEX
#define HAVE_MKDTEMP
#define HAVE_POSIX_MEMALIGN 1
#define HAVE_STRNLEN

/*  bionic has it from API level 24 on  */
#if !defined __ANDROID__ || __ANDROID_API__ >= 24
#define ZMQ_HAVE_IFADDRS
#endif

/*  ---- Unix: what the headers say ------------------------------------------------------------------ */

#ifdef SO_KEEPALIVE
#define ZMQ_HAVE_SO_KEEPALIVE
#endif
#ifdef TCP_KEEPCNT
#define ZMQ_HAVE_TCP_KEEPCNT
#endif
#ifdef TCP_KEEPIDLE
#define ZMQ_HAVE_TCP_KEEPIDLE
#endif
#ifdef TCP_KEEPINTVL
#define ZMQ_HAVE_TCP_KEEPINTVL
#endif
#ifdef TCP_KEEPALIVE
#define ZMQ_HAVE_TCP_KEEPALIVE
#endif
#ifdef SO_BINDTODEVICE
#define ZMQ_HAVE_SO_BINDTODEVICE
#endif
#ifdef SO_PRIORITY
#define ZMQ_HAVE_SO_PRIORITY
#endif
#ifdef SO_BUSY_POLL
#define ZMQ_HAVE_BUSY_POLL
#endif
#ifdef SOCK_CLOEXEC
#define ZMQ_HAVE_SOCK_CLOEXEC
#endif

/*  ---- one system each ----------------------------------------------------------------------------- */

#if defined __linux__

#define ZMQ_HAVE_LINUX
#define ZMQ_IOTHREAD_POLLER_USE_EPOLL
#define ZMQ_IOTHREAD_POLLER_USE_EPOLL_CLOEXEC
#define ZMQ_HAVE_EVENTFD
#define ZMQ_HAVE_EVENTFD_CLOEXEC
#define ZMQ_HAVE_SO_PEERCRED
#define ZMQ_HAVE_PTHREAD_SETNAME_2
#define HAVE_ACCEPT4
#if defined __ANDROID__
#define ZMQ_HAVE_ANDROID
#else
#define ZMQ_HAVE_PTHREAD_SET_AFFINITY
#endif
/*  musl and bionic have strlcpy, glibc since 2.38  */
#if !defined __GLIBC__ || __GLIBC__ > 2 || (__GLIBC__ == 2 && __GLIBC_MINOR__ >= 38)
#define ZMQ_HAVE_STRLCPY
#endif
#if defined __has_include
#if __has_include(<linux/tipc.h>)
#define ZMQ_HAVE_TIPC
#endif
#endif

#elif defined __APPLE__

#define ZMQ_HAVE_OSX
#define ZMQ_IOTHREAD_POLLER_USE_KQUEUE
#define ZMQ_HAVE_LOCAL_PEERCRED
#define ZMQ_HAVE_PTHREAD_SETNAME_1
#define ZMQ_HAVE_STRLCPY

#elif defined __FreeBSD__ || defined __DragonFly__

#if defined __DragonFly__
#define ZMQ_HAVE_DRAGONFLY
#else
#define ZMQ_HAVE_FREEBSD
#endif
#define ZMQ_IOTHREAD_POLLER_USE_KQUEUE
#define ZMQ_HAVE_LOCAL_PEERCRED
#define ZMQ_HAVE_STRLCPY
#define HAVE_ACCEPT4

#elif defined __NetBSD__

#define ZMQ_HAVE_NETBSD
#define ZMQ_IOTHREAD_POLLER_USE_KQUEUE
#define ZMQ_HAVE_PTHREAD_SETNAME_3
#define ZMQ_HAVE_STRLCPY
#define HAVE_ACCEPT4

#elif defined __OpenBSD__

#define ZMQ_HAVE_OPENBSD
#define ZMQ_IOTHREAD_POLLER_USE_KQUEUE
#define ZMQ_HAVE_STRLCPY
#define HAVE_ACCEPT4

#else

#define ZMQ_IOTHREAD_POLLER_USE_POLL

#endif
#endif /* _WIN32 */
#endif
