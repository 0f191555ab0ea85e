//! Security: whom to let in, and what an onlooker sees.
//!
//! Three mechanisms, each a call on either side, made before the socket is bound or connected:
//!
//! | | server | client | who may come in | on the wire |
//! |---|---|---|---|---|
//! | NULL | [`null_server`](crate::Socket::null_server), or nothing | nothing | everybody, or by address | clear text |
//! | PLAIN | [`plain_server`](crate::Socket::plain_server) | [`plain_client`](crate::Socket::plain_client) | by user name and password | clear text, the password too |
//! | CURVE | [`curve_server`](crate::Socket::curve_server) | [`curve_client`](crate::Socket::curve_client) | by key | encrypted |
//!
//! Over a network that others use too, take CURVE. (Kerberos has
//! [`gssapi_server`](crate::Socket::gssapi_server) and [`gssapi_client`](crate::Socket::gssapi_client), where libzmq was
//! built with it.) Security is a matter of a connection: server is who lets others in, which is mostly who binds, and any
//! kind of socket can be either. Both sides must use the same mechanism, or they do not connect. Connections over
//! `inproc://` have none and need none.
//!
//! # Five lines
//! ```
//! use zeroxide::auth::Authenticator;
//! use zeroxide::{Context, KeyPair, PULL, PUSH};
//!
//! # if !zeroxide::has("curve") { return Ok(()) }
//! # let (server_keys, client_keys) = (KeyPair::generate()?, KeyPair::generate()?);
//! let context = Context::new()?;
//! // The server:
//! let authenticator = Authenticator::builder(&context).curve_keys([client_keys.public()]).start()?;
//! let server = context.builder_for(PULL).curve_server(&server_keys).bind("tcp://127.0.0.1:*").build()?;
//! # let endpoint = server.last_endpoint()?.ok_or("not bound")?;
//! // The client, which knows the server's public key:
//! let client =
//!     context.builder_for(PUSH).curve_client(&server_keys.public(), &client_keys).connect(endpoint).build()?;
//! client.send("for your eyes only")?;
//! assert_eq!(server.recv()?, "for your eyes only");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Keys and certificates
//!
//! A [`KeyPair`](crate::KeyPair) is made by [`generate`](crate::KeyPair::generate), or once and for all by the example
//! `curve_keygen`. A [`Certificate`](crate::auth::Certificate) keeps one in files that PyZMQ and CZMQ read and write too:
//! `name.key` to hand out, `name.key_secret` to keep. Hand public keys over by a way that you trust, since nothing else
//! vouches for them: CURVE has no authorities.
//!
//! # Who comes in
//!
//! An [`Authenticator`](crate::auth::Authenticator) decides, for all servers of a context: by address, by password, by
//! key, and differently by the servers' [`zap_domain`](crate::Socket::set_zap_domain) where that is wished. It must run
//! before servers bind: `bind` fails otherwise. It must go on running: once it is dropped every new connection is refused,
//! and those that are there stay. This differs from libzmq alone, which lets everybody in to NULL and CURVE servers while
//! no authenticator runs. The calls above set the option that shuts the door
//! ([`set_zap_enforce_domain`](crate::Socket::set_zap_enforce_domain)), and for servers that are set up option by option
//! `bind` does, once the context has had an authenticator.
//!
//! A client that is refused is told so, and does not try again; its [`Monitor`](crate::Monitor) and the server's say
//! [`HandshakeFailedAuth`](crate::MonitorEvent::HandshakeFailedAuth). Where no authenticator runs the server's monitor
//! says [`HandshakeFailed`](crate::MonitorEvent::HandshakeFailed), and the client keeps trying: NULL clients once in
//! [`handshake_ivl`](crate::Socket::set_handshake_ivl), half a minute by default. To `send` and `recv` all of them look the
//! same: nobody is there.
//!
//! What a server receives says whom it is from: [`Message::user_id`](crate::Message::user_id).
//!
//! # CURVE without an authenticator
//!
//! [`curve_server_unauthenticated`](crate::Socket::curve_server_unauthenticated) lets in every client that knows the
//! server's public key, and asks nobody.
//!
//! It does give: secrecy of what is sent, from everybody but the two ends, also if keys are stolen later; proof to the
//! client that the server has the secret key; messages that cannot be changed, replayed or put in on the way.
//!
//! It does not give: any idea who the client is. The public key is public, so in the end everybody may connect, send, and
//! receive what the server sends. It is right for a publisher of things that anybody may know, and for little else.
//!
//! # What none of them gives
//!
//! An onlooker always sees who talks to whom, when, and how much: also with CURVE. A peer that was let in can send
//! whatever it likes, so limit what it may ([`set_maxmsgsize`](crate::Socket::set_maxmsgsize)) and check what it says.
//! Whoever reaches a port can make connections that never finish their handshake; each lasts for
//! [`handshake_ivl`](crate::Socket::set_handshake_ivl) at most.
//!
//! # From PyZMQ
//!
//! | PyZMQ | here |
//! |---|---|
//! | `ThreadAuthenticator(ctx).start()` | [`Authenticator::builder`](crate::auth::Authenticator::builder)`(&context)…start()` |
//! | `auth.allow("127.0.0.1")`, `auth.deny(…)` | the same, with networks too; both together |
//! | `auth.configure_plain(domain="*", passwords={…})` | [`passwords`](crate::auth::AuthenticatorBuilder::passwords) |
//! | `auth.configure_curve(domain="*", location="keys")` | [`curve_dir`](crate::auth::AuthenticatorBuilder::curve_dir), which reloads by itself |
//! | `location=zmq.auth.CURVE_ALLOW_ANY` | [`curve_any`](crate::auth::AuthenticatorBuilder::curve_any) |
//! | `auth.configure_curve_callback(…)` | [`curve_with`](crate::auth::AuthenticatorBuilder::curve_with) |
//! | `auth.stop()` | [`stop`](crate::auth::Authenticator::stop), or drop; PyZMQ's falls open then, this one does not |
//!
//! In PyZMQ the policy `*` serves only servers without a domain; here it serves every domain that has no policy.
