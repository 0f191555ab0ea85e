//! What an authenticator answers.

use super::request::VERSION;

/// Whether a connection may come in, and what its messages say of it then.
///
/// Decision functions may answer a plain `bool` too.
///
/// # Examples
/// ```
/// use zeroxide::auth::Verdict;
///
/// let verdict = Verdict::allow().user_id("alice").metadata("Department", "sales");
/// assert!(verdict.is_allowed());
/// assert!(!Verdict::deny("not on the list").is_allowed());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Verdict {
    pub(super) status: Status,
    pub(super) reason: String,
    pub(super) user_id: Option<String>,
    pub(super) metadata: Vec<(String, String)>,
}

/// The number of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// 200: the peer may come in.
    Allowed,
    /// 300: the peer is turned away without a word and may come back.
    TryLater,
    /// 400: the peer is told that it may not come in, and does not come back.
    Denied,
    /// 500: the authenticator failed; for the peer it is as if it was denied.
    Failed,
}

impl Status {
    /// The number in the protocol, which peers and monitors see.
    #[must_use]
    pub const fn code(self) -> u16 {
        match self {
            Status::Allowed => 200,
            Status::TryLater => 300,
            Status::Denied => 400,
            Status::Failed => 500,
        }
    }
}

impl Verdict {
    fn new(status: Status, reason: impl Into<String>) -> Verdict {
        Verdict { status, reason: reason.into(), user_id: None, metadata: Vec::new() }
    }

    /// The peer may come in. Its user id is what the mechanism knows of it, unless one is given: the user name, the key
    /// as Z85 text, the principal, or `anonymous`.
    pub fn allow() -> Verdict {
        Verdict::new(Status::Allowed, "OK")
    }

    /// The peer may not come in. The reason is for those who watch the authenticator; peers do not learn it.
    pub fn deny(reason: impl Into<String>) -> Verdict {
        Verdict::new(Status::Denied, reason)
    }

    /// The peer may not come in now; it tries again as it does after any lost connection.
    pub fn try_later(reason: impl Into<String>) -> Verdict {
        Verdict::new(Status::TryLater, reason)
    }

    /// The authenticator cannot tell; the peer does not come in.
    pub fn fail(reason: impl Into<String>) -> Verdict {
        Verdict::new(Status::Failed, reason)
    }

    /// Says who the peer is: what [`Message::user_id`](crate::Message::user_id) of its messages answers.
    pub fn user_id(mut self, user_id: impl Into<String>) -> Verdict {
        self.user_id = Some(user_id.into());
        self
    }

    /// Adds a property to the peer's messages, for [`Message::property`](crate::Message::property). The name has 1 to 255
    /// bytes; neither it nor the value has a NUL. Names that libzmq uses itself (`Socket-Type`, `Identity`, `User-Id`,
    /// `Peer-Address`, …) are not for use here. A verdict that breaks these rules becomes a failure.
    pub fn metadata(mut self, name: impl Into<String>, value: impl Into<String>) -> Verdict {
        self.metadata.push((name.into(), value.into()));
        self
    }

    /// Whether the peer may come in.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        self.status == Status::Allowed
    }

    /// The kind of answer.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// Why; for those who watch.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// What is wrong with the verdict, if anything.
    fn fault(&self) -> Option<&'static str> {
        const RESERVED: [&str; 6] = ["Socket-Type", "Identity", "Routing-Id", "User-Id", "Peer-Address", "__fd"];
        let sound = |(name, value): &(String, String)| {
            let reserved = RESERVED.iter().any(|reserved| name.eq_ignore_ascii_case(reserved));
            let length = (1..=255).contains(&name.len()) && value.len() <= 64 * 1024;
            length && !reserved && !name.contains('\0') && !value.contains('\0')
        };
        if self.user_id.as_ref().is_some_and(|id| id.contains('\0') || id.len() > 255) {
            Some("The user id has a NUL or more than 255 bytes")
        } else if !self.metadata.iter().all(sound) {
            Some("The metadata has a name or value that cannot be sent")
        } else {
            None
        }
    }

    /// The verdict itself where it can be sent, else a failure that says why not.
    pub(super) fn checked(self) -> Verdict {
        match self.fault() {
            None => self,
            Some(fault) => Verdict::fail(fault),
        }
    }

    /// The frames of the answer: version, request id, status, reason, user id, metadata.
    pub(super) fn frames(&self, request_id: &[u8]) -> [Vec<u8>; 6] {
        let allowed = self.is_allowed();
        let user_id = self.user_id.as_deref().filter(|_| allowed).unwrap_or_default();
        let mut metadata = Vec::new();
        for (name, value) in self.metadata.iter().filter(|_| allowed) {
            // `checked` has seen to the lengths; what did not fit after all would be left out.
            let (Ok(name_length), Ok(value_length)) = (u8::try_from(name.len()), u32::try_from(value.len())) else {
                continue;
            };
            metadata.push(name_length);
            metadata.extend_from_slice(name.as_bytes());
            metadata.extend_from_slice(&value_length.to_be_bytes());
            metadata.extend_from_slice(value.as_bytes());
        }
        let mut reason = self.reason.clone().into_bytes();
        reason.truncate(255);
        [
            VERSION.to_vec(),
            request_id.to_vec(),
            self.status.code().to_string().into_bytes(),
            reason,
            user_id.as_bytes().to_vec(),
            metadata,
        ]
    }
}

impl From<bool> for Verdict {
    fn from(allowed: bool) -> Verdict {
        if allowed { Verdict::allow() } else { Verdict::deny("Not allowed") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_the_frames_of_the_protocol() {
        let verdict = Verdict::allow().user_id("bob").metadata("X-Team", "red");
        let expected: [&[u8]; 6] = [b"1.0", b"42", b"200", b"OK", b"bob", b"\x06X-Team\0\0\0\x03red"];
        assert_eq!(verdict.frames(b"42"), expected.map(<[u8]>::to_vec));
    }

    #[test]
    fn a_refusal_tells_nothing_of_the_user() {
        let verdict = Verdict::deny("no").user_id("bob").metadata("X-Team", "red");
        let expected: [&[u8]; 6] = [b"1.0", b"", b"400", b"no", b"", b""];
        assert_eq!(verdict.frames(b""), expected.map(<[u8]>::to_vec));
        assert_eq!(Verdict::try_later("x").status().code(), 300);
        assert_eq!(Verdict::fail("x").status().code(), 500);
    }

    #[test]
    fn what_cannot_be_sent_becomes_a_failure() {
        for verdict in [
            Verdict::allow().user_id("a\0b"),
            Verdict::allow().user_id("x".repeat(256)),
            Verdict::allow().metadata("", "x"),
            Verdict::allow().metadata("x".repeat(256), "x"),
            Verdict::allow().metadata("x", "a\0b"),
            Verdict::allow().metadata("socket-type", "ROUTER"),
            Verdict::allow().metadata("User-Id", "root"),
        ] {
            assert_eq!(verdict.checked().status(), Status::Failed);
        }
        assert!(Verdict::allow().user_id("x".repeat(255)).metadata("x", "").checked().is_allowed());
    }
}
