//! What a peer did wrong in a handshake.

use std::fmt;

macro_rules! errors {
    ($($(#[doc = $doc:literal])* $name:ident = $c_name:ident $alias:literal, $text:literal;)*) => {
        /// What broke the rules in a handshake that failed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ProtocolError {
            $(
                $(#[doc = $doc])*
                #[doc(alias = $alias)]
                $name,
            )*
            /// One that this crate does not know, by libzmq's number.
            Unknown(u64),
        }

        impl ProtocolError {
            /// Every error that this crate knows.
            pub const ALL: &'static [ProtocolError] = &[$(ProtocolError::$name,)*];

            /// libzmq's number.
            pub fn as_raw(self) -> u64 {
                match self {
                    $(ProtocolError::$name => number(zeroxide_sys::$c_name),)*
                    ProtocolError::Unknown(number) => number,
                }
            }

            pub(super) fn from_raw(raw: u64) -> ProtocolError {
                let known = ProtocolError::ALL.iter().find(|error| error.as_raw() == raw);
                known.copied().unwrap_or(ProtocolError::Unknown(raw))
            }

            fn text(self) -> &'static str {
                match self {
                    $(ProtocolError::$name => $text,)*
                    ProtocolError::Unknown(_) => "an error that is not known here",
                }
            }
        }
    };
}

fn number(constant: i32) -> u64 {
    u64::from(constant.cast_unsigned())
}

errors! {
    /// Another violation of ZMTP.
    ZmtpUnspecified = ZMQ_PROTOCOL_ERROR_ZMTP_UNSPECIFIED "ZMQ_PROTOCOL_ERROR_ZMTP_UNSPECIFIED",
        "the peer broke the protocol";
    /// A command that has no place at this point.
    ZmtpUnexpectedCommand = ZMQ_PROTOCOL_ERROR_ZMTP_UNEXPECTED_COMMAND "ZMQ_PROTOCOL_ERROR_ZMTP_UNEXPECTED_COMMAND",
        "a command came that has no place at this point";
    /// CURVE: numbers out of order, as when a message is played back.
    ZmtpInvalidSequence = ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_SEQUENCE "ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_SEQUENCE",
        "message numbers are out of order";
    /// CURVE: keys could not be agreed on.
    ZmtpKeyExchange = ZMQ_PROTOCOL_ERROR_ZMTP_KEY_EXCHANGE "ZMQ_PROTOCOL_ERROR_ZMTP_KEY_EXCHANGE",
        "keys could not be agreed on";
    /// A command that cannot be read.
    ZmtpMalformedCommand = ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_UNSPECIFIED
        "ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_UNSPECIFIED", "a command cannot be read";
    /// A MESSAGE command that cannot be read.
    ZmtpMalformedMessage = ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_MESSAGE
        "ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_MESSAGE", "a MESSAGE command cannot be read";
    /// A HELLO command that cannot be read.
    ZmtpMalformedHello = ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_HELLO
        "ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_HELLO", "a HELLO command cannot be read";
    /// An INITIATE command that cannot be read.
    ZmtpMalformedInitiate = ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_INITIATE
        "ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_INITIATE", "an INITIATE command cannot be read";
    /// An ERROR command that cannot be read.
    ZmtpMalformedError = ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_ERROR
        "ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_ERROR", "an ERROR command cannot be read";
    /// A READY command that cannot be read.
    ZmtpMalformedReady = ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_READY
        "ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_READY", "a READY command cannot be read";
    /// A WELCOME command that cannot be read.
    ZmtpMalformedWelcome = ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_WELCOME
        "ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_WELCOME", "a WELCOME command cannot be read";
    /// A list of properties that cannot be read, or kinds of socket that do not go together.
    ZmtpInvalidMetadata = ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_METADATA "ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_METADATA",
        "the peer's properties are invalid, or its kind of socket does not go with this one";
    /// CURVE: what came could not be decrypted, as with the wrong server key.
    ZmtpCryptographic = ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC "ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC",
        "decryption failed, as with the wrong server key";
    /// The two sides are set to different security mechanisms.
    ZmtpMechanismMismatch = ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH "ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH",
        "the two sides are set to different security mechanisms";
    /// Another violation of ZAP by the authenticator.
    ZapUnspecified = ZMQ_PROTOCOL_ERROR_ZAP_UNSPECIFIED "ZMQ_PROTOCOL_ERROR_ZAP_UNSPECIFIED",
        "the authenticator broke its protocol";
    /// The authenticator's reply has the wrong number of frames.
    ZapMalformedReply = ZMQ_PROTOCOL_ERROR_ZAP_MALFORMED_REPLY "ZMQ_PROTOCOL_ERROR_ZAP_MALFORMED_REPLY",
        "the authenticator's reply cannot be read";
    /// The authenticator's reply is to another request.
    ZapBadRequestId = ZMQ_PROTOCOL_ERROR_ZAP_BAD_REQUEST_ID "ZMQ_PROTOCOL_ERROR_ZAP_BAD_REQUEST_ID",
        "the authenticator's reply is to another request";
    /// The authenticator's reply is not of version 1.0.
    ZapBadVersion = ZMQ_PROTOCOL_ERROR_ZAP_BAD_VERSION "ZMQ_PROTOCOL_ERROR_ZAP_BAD_VERSION",
        "the authenticator's reply is not of version 1.0";
    /// The authenticator's status is none of 200, 300, 400 and 500.
    ZapInvalidStatusCode = ZMQ_PROTOCOL_ERROR_ZAP_INVALID_STATUS_CODE "ZMQ_PROTOCOL_ERROR_ZAP_INVALID_STATUS_CODE",
        "the authenticator's status is none of 200, 300, 400 and 500";
    /// The properties in the authenticator's reply cannot be read.
    ZapInvalidMetadata = ZMQ_PROTOCOL_ERROR_ZAP_INVALID_METADATA "ZMQ_PROTOCOL_ERROR_ZAP_INVALID_METADATA",
        "the properties in the authenticator's reply cannot be read";
    /// A violation of the WebSocket handshake.
    WsUnspecified = ZMQ_PROTOCOL_ERROR_WS_UNSPECIFIED "ZMQ_PROTOCOL_ERROR_WS_UNSPECIFIED",
        "the peer broke the WebSocket handshake";
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProtocolError::Unknown(number) => write!(f, "{} ({number:#x})", self.text()),
            known => f.pad(known.text()),
        }
    }
}

impl std::error::Error for ProtocolError {}
