//! Who may connect, and how what is sent is protected. The mechanism is the one whose option was set last.

macro_rules! security {
    ($expand:ident) => {
        $expand! { security
            Any {
                /// The security mechanism that later connections use, by the options that were set.
                ///
                /// Default: [`Null`](crate::options::Mechanism::Null).
                (Read Never mechanism: Mechanism = 43 "ZMQ_MECHANISM")
                /// The domain that the authenticator is asked about, of up to 255 bytes. Without one, sockets that have no
                /// other security ask nobody. It can be changed and not taken back.
                ///
                /// Default: empty. For the side that accepts clients.
                (ReadWrite Later zap_domain / set_zap_domain: Text = 55 "ZMQ_ZAP_DOMAIN" ["global", ""])
                /// Refuses clients when there is no authenticator to ask, in place of letting them in. A PLAIN server
                /// needs a `zap_domain` with it; bind and connect check that, as libzmq would end the process.
                ///
                /// Default: `false`. Since libzmq 4.3, where it counts as draft.
                (ReadWrite Later zap_enforce_domain / set_zap_enforce_domain: Bool = 93 "ZMQ_ZAP_ENFORCE_DOMAIN" [1])
                /// Makes this the side that asks its peers for name and password. An authenticator must be there, or every
                /// client is refused.
                ///
                /// Default: `false`. PLAIN security: nothing is encrypted.
                (ReadWrite Later is_plain_server / set_plain_server: Bool = 44 "ZMQ_PLAIN_SERVER" [1, 2])
                /// The name to give to a PLAIN server, of up to 255 bytes. `None` turns PLAIN off; the last name can still be
                /// read.
                ///
                /// Default: none.
                (ReadWrite Later plain_username / set_plain_username: OptText = 45 "ZMQ_PLAIN_USERNAME" ["user"])
                /// The password to give to a PLAIN server, of up to 255 bytes. `None` turns PLAIN off; the last password
                /// can still be read. It travels in clear text.
                ///
                /// Default: none.
                (ReadWrite Later plain_password / set_plain_password: Password = 46 "ZMQ_PLAIN_PASSWORD" ["password"])
                /// Makes this the side that accepts clients by their CURVE keys; its own is `curve_secretkey`. Without an
                /// authenticator every key is accepted.
                ///
                /// Default: `false`. Libraries without CURVE refuse this and the keys.
                (ReadWrite Later is_curve_server / set_curve_server: Bool = 47 "ZMQ_CURVE_SERVER" [1, 2])
                /// The client's own public key.
                ///
                /// Default: 32 zero bytes.
                (ReadWrite Later curve_publickey / set_curve_publickey: Public = 48 "ZMQ_CURVE_PUBLICKEY" ["rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7", "short"])
                /// This side's own secret key. In C it can be read back, and so it can here.
                ///
                /// Default: 32 zero bytes.
                (ReadWrite Later curve_secretkey / set_curve_secretkey: Secret = 49 "ZMQ_CURVE_SECRETKEY" ["JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6", "short"])
                /// The public key of the server, which makes this the client: a peer with another key is no peer.
                ///
                /// Default: 32 zero bytes.
                (ReadWrite Later curve_serverkey / set_curve_serverkey: Public = 50 "ZMQ_CURVE_SERVERKEY" ["rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7", "short"])
                /// Makes this the side that accepts clients by Kerberos.
                ///
                /// Default: `false`. Libraries without GSSAPI refuse this and the options that follow.
                (ReadWrite Later is_gssapi_server / set_gssapi_server: Bool = 62 "ZMQ_GSSAPI_SERVER" [1, 2])
                /// This side's own principal, of up to 255 bytes.
                ///
                /// Default: empty.
                (ReadWrite Later gssapi_principal / set_gssapi_principal: Text = 63 "ZMQ_GSSAPI_PRINCIPAL" ["client@host", ""])
                /// The principal of the server, of up to 255 bytes, which makes this the client.
                ///
                /// Default: empty.
                (ReadWrite Later gssapi_service_principal / set_gssapi_service_principal: Text = 64 "ZMQ_GSSAPI_SERVICE_PRINCIPAL" ["server@host", ""])
                /// Whether GSSAPI only authenticates, and messages travel in clear text.
                ///
                /// Default: `false`.
                (ReadWrite Later gssapi_plaintext / set_gssapi_plaintext: Bool = 65 "ZMQ_GSSAPI_PLAINTEXT" [1, 2])
                /// How the text of `gssapi_principal` is read.
                ///
                /// Default: [`Hostbased`](crate::options::GssapiNametype::Hostbased). Since libzmq 4.3.
                (ReadWrite Later gssapi_principal_nametype / set_gssapi_principal_nametype: Nametype = 90 "ZMQ_GSSAPI_PRINCIPAL_NAMETYPE" [1, 3])
                /// How the text of `gssapi_service_principal` is read.
                ///
                /// Default: [`Hostbased`](crate::options::GssapiNametype::Hostbased). Since libzmq 4.3.
                (ReadWrite Later gssapi_service_principal_nametype / set_gssapi_service_principal_nametype: Nametype = 91 "ZMQ_GSSAPI_SERVICE_PRINCIPAL_NAMETYPE" [1, 3])
            }
        }
    };
}
pub(crate) use security;
