//! Which peers a domain lets in.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::path::PathBuf;

use super::address::{Addresses, Network, Peer};
use super::directory::KeyDirectory;
use super::passwords::{PasswordFile, Passwords};
use super::request::{Credentials, Request};
use super::verdict::Verdict;
use crate::auth::Certificate;
use crate::keys::PublicKey;

type AskPlain = Box<dyn FnMut(&Request, &str, &str) -> Verdict + Send>;
type AskCurve = Box<dyn FnMut(&Request, &PublicKey) -> Verdict + Send>;

/// Whom a domain lets in: by address, and by what the mechanism of the connection shows.
///
/// Calls add up: a password may stand in the map or in the file, a key in the set or in the directory. A mechanism that
/// nothing was said of lets nobody in, but for NULL, which shows nothing and is let in by its address alone (see
/// [`deny_null`](Policy::deny_null)), and GSSAPI, where Kerberos has decided already.
///
/// # Examples
/// ```
/// use zeroxide::Context;
/// use zeroxide::auth::{Authenticator, Policy, Verdict};
///
/// let context = Context::new()?;
/// let authenticator = Authenticator::builder(&context)
///     .password("reader", "anyone may know")
///     .domain(
///         "admin",
///         Policy::new().allow("10.0.0.0/8").plain_with(|request, username, password| match username {
///             "root" => Verdict::deny("not by password"),
///             _ => Verdict::from(password == "swordfish").metadata("X-Role", "admin"),
///         }),
///     )
///     .start()?;
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[derive(Default)]
#[must_use]
pub struct Policy {
    addresses: Addresses,
    null_denied: bool,
    passwords: Option<Passwords>,
    password_files: Vec<PasswordFile>,
    ask_plain: Option<AskPlain>,
    any_key: bool,
    keys: Option<HashSet<PublicKey>>,
    directories: Vec<KeyDirectory>,
    ask_curve: Option<AskCurve>,
    /// What was wrong with the calls, to be told at the start.
    problems: Vec<String>,
}

impl Policy {
    /// A policy that lets in NULL and GSSAPI peers of every address, and nobody else.
    pub fn new() -> Policy {
        Policy::default()
    }

    /// Lets in the peers of a [`Network`], such as `10.0.0.0/8`, `::1` or `ipc`: after the first such call, no others.
    pub fn allow(mut self, network: impl AsRef<str>) -> Policy {
        match network.as_ref().parse() {
            Ok(network) => self.addresses.allow(network),
            Err(error) => self.problem(&error),
        }
        self
    }

    /// Turns the peers of a [`Network`] away, also those that [`allow`](Policy::allow) lets in. Once one is denied, so
    /// are peers whose address libzmq does not know.
    pub fn deny(mut self, network: impl AsRef<str>) -> Policy {
        match network.as_ref().parse() {
            Ok(network) => self.addresses.deny(network),
            Err(error) => self.problem(&error),
        }
        self
    }

    /// Turns away NULL peers, whatever their address.
    pub fn deny_null(mut self) -> Policy {
        self.null_denied = true;
        self
    }

    /// Lets a PLAIN user in by a password.
    pub fn password(mut self, username: &str, password: &str) -> Policy {
        if let Err(problem) = self.passwords.get_or_insert_default().insert(username, password) {
            self.problem(&format_args!("user {username:?}: {problem}"));
        }
        self
    }

    /// Lets in the PLAIN users of a map.
    pub fn passwords<U: AsRef<str>, P: AsRef<str>>(mut self, users: impl IntoIterator<Item = (U, P)>) -> Policy {
        self.passwords.get_or_insert_default();
        users
            .into_iter()
            .fold(self, |policy, (username, password)| policy.password(username.as_ref(), password.as_ref()))
    }

    /// Lets in the PLAIN users of a file with a line `user:password` each; lines that begin with `#` are comments.
    ///
    /// Passwords stand there as they are: `htpasswd`'s hashes are refused. On Unix the file must not be open to
    /// everybody. It is read again when it changes; a file that is wrong then lets nobody in.
    #[doc(alias = "htpasswd")]
    pub fn password_file(mut self, path: impl Into<PathBuf>) -> Policy {
        match PasswordFile::open(path.into()) {
            Ok(file) => self.password_files.push(file),
            Err(error) => self.problem(&error),
        }
        self
    }

    /// Lets a function decide on PLAIN users, by name and password. It runs on the authenticator's thread, where every
    /// other peer waits for it.
    pub fn plain_with<V: Into<Verdict>>(
        mut self,
        mut decide: impl FnMut(&Request, &str, &str) -> V + Send + 'static,
    ) -> Policy {
        self.ask_plain = Some(Box::new(move |request, username, password| decide(request, username, password).into()));
        self
    }

    /// Lets every CURVE peer in: it has a key, whichever.
    #[doc(alias = "CURVE_ALLOW_ANY")]
    pub fn curve_any(mut self) -> Policy {
        self.any_key = true;
        self
    }

    /// Lets in the CURVE peers of these keys.
    pub fn curve_keys(mut self, keys: impl IntoIterator<Item = PublicKey>) -> Policy {
        self.keys.get_or_insert_default().extend(keys);
        self
    }

    /// Lets in the CURVE peers whose public certificates are in a directory, as files `*.key`. The certificates' metadata
    /// becomes properties of the peers' messages.
    ///
    /// Files that come, go or are replaced count at once, changes inside a file within a second. At the start every file
    /// must be right; later a wrong one shuts out its owner alone, and
    /// [`on_problem`](super::AuthenticatorBuilder::on_problem) is told.
    pub fn curve_dir(mut self, path: impl Into<PathBuf>) -> Policy {
        match KeyDirectory::open(path.into()) {
            Ok(directory) => self.directories.push(directory),
            Err(error) => self.problem(&error),
        }
        self
    }

    /// Lets a function decide on CURVE peers by their key. It runs on the authenticator's thread, where every other peer
    /// waits for it.
    pub fn curve_with<V: Into<Verdict>>(
        mut self,
        mut decide: impl FnMut(&Request, &PublicKey) -> V + Send + 'static,
    ) -> Policy {
        self.ask_curve = Some(Box::new(move |request, key| decide(request, key).into()));
        self
    }

    fn problem(&mut self, problem: &dyn fmt::Display) {
        self.problems.push(problem.to_string());
    }

    /// The first thing that was wrong with the calls.
    pub(super) fn fault(&self) -> Option<&str> {
        self.problems.first().map(String::as_str)
    }

    fn decide(&mut self, request: &Request, peer: &Peer, problems: &mut Vec<String>) -> Verdict {
        if let Some(reason) = self.addresses.refusal(peer) {
            return Verdict::deny(reason);
        }
        let verdict = match &request.credentials {
            Credentials::Null if self.null_denied => Verdict::deny("NULL is not allowed"),
            Credentials::Null | Credentials::Gssapi { .. } => Verdict::allow(),
            Credentials::Plain { username, password } => self.decide_plain(request, username, password, problems),
            Credentials::Curve { key } => self.decide_curve(request, key, problems),
        };
        identified(verdict, &request.credentials).checked()
    }

    /// Every source is asked before a user is turned away, so that the time tells nothing.
    fn decide_plain(
        &mut self,
        request: &Request,
        username: &str,
        password: &str,
        problems: &mut Vec<String>,
    ) -> Verdict {
        if self.passwords.is_none() && self.password_files.is_empty() && self.ask_plain.is_none() {
            return Verdict::deny("No passwords defined");
        }
        let mut right = self.passwords.as_ref().is_some_and(|passwords| passwords.check(username, password));
        for file in &mut self.password_files {
            let (passwords, error) = file.current();
            right |= passwords.check(username, password);
            problems.extend(error.map(|error| error.to_string()));
        }
        match &mut self.ask_plain {
            _ if right => Verdict::allow(),
            Some(decide) => decide(request, username, password),
            None => Verdict::deny("Invalid username or password"),
        }
    }

    fn decide_curve(&mut self, request: &Request, key: &PublicKey, problems: &mut Vec<String>) -> Verdict {
        // The directories first, for their metadata.
        for directory in &mut self.directories {
            let (certificate, errors) = directory.find(key);
            problems.extend(errors.iter().map(ToString::to_string));
            if let Some(certificate) = certificate {
                return described(certificate);
            }
        }
        if self.any_key || self.keys.as_ref().is_some_and(|keys| keys.contains(key)) {
            return Verdict::allow();
        }
        match &mut self.ask_curve {
            Some(decide) => decide(request, key),
            None if self.keys.is_none() && self.directories.is_empty() => Verdict::deny("No keys defined"),
            None => Verdict::deny("Unknown key"),
        }
    }
}

/// An allowed peer always has a user id.
pub(super) fn identified(mut verdict: Verdict, credentials: &Credentials) -> Verdict {
    if verdict.user_id.is_none() {
        verdict.user_id = Some(match credentials {
            Credentials::Null => "anonymous".to_owned(),
            Credentials::Plain { username, .. } => username.clone(),
            Credentials::Curve { key } => key.to_z85(),
            Credentials::Gssapi { principal } => principal.clone(),
        });
    }
    verdict
}

/// The verdict for the owner of a certificate, with as much of its metadata as can be sent.
fn described(certificate: &Certificate) -> Verdict {
    certificate.metadata().fold(Verdict::allow(), |verdict, (name, value)| {
        let more = verdict.clone().metadata(name, value);
        if more.clone().checked() == more { more } else { verdict }
    })
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("addresses", &self.addresses)
            .field("deny_null", &self.null_denied)
            .field("passwords", &self.passwords)
            .field("password_files", &self.password_files)
            .field("plain_with", &self.ask_plain.is_some())
            .field("curve_any", &self.any_key)
            .field("curve_keys", &self.keys.as_ref().map_or(0, HashSet::len))
            .field("curve_dirs", &self.directories.iter().map(KeyDirectory::path).collect::<Vec<_>>())
            .field("curve_with", &self.ask_curve.is_some())
            .finish()
    }
}

/// Everything that decides: addresses for all, a policy for each domain, and one for the rest.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) addresses: Addresses,
    pub(super) elsewhere: Policy,
    pub(super) domains: HashMap<String, Policy>,
}

/// The name of the policy for the domains that have none of their own.
pub(super) const ELSEWHERE: &str = "*";

impl Rules {
    pub(super) fn set(&mut self, domain: String, policy: Policy) {
        if domain == ELSEWHERE {
            self.elsewhere = policy;
        } else {
            self.domains.insert(domain, policy);
        }
    }

    /// What was wrong with a policy, by domain.
    pub(super) fn fault(&self) -> Option<String> {
        let named: BTreeMap<&str, &Policy> =
            self.domains.iter().map(|(domain, policy)| (domain.as_str(), policy)).collect();
        let named =
            named.into_iter().find_map(|(domain, policy)| Some(format!("domain {domain:?}: {}", policy.fault()?)));
        self.elsewhere.fault().map(str::to_owned).or(named)
    }

    /// Decides on a request, and says what was found wrong on the way.
    pub(super) fn decide(&mut self, request: &Request, problems: &mut Vec<String>) -> Verdict {
        let peer = Peer::parse(&request.address);
        if let Some(reason) = self.addresses.refusal(&peer) {
            return Verdict::deny(reason);
        }
        // A server without a domain asks with this one where it must fail closed.
        let domain = if request.domain == ELSEWHERE { "" } else { &request.domain };
        self.domains.get_mut(domain).unwrap_or(&mut self.elsewhere).decide(request, &peer, problems)
    }
}

/// Reads a network that is allowed or denied for all.
pub(super) fn network(text: &str) -> Result<Network, String> {
    text.parse::<Network>().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::verdict::Status;
    use super::*;
    use zeroize::Zeroizing;

    fn request(domain: &str, address: &str, credentials: Credentials) -> Request {
        let (domain, address) = (domain.to_owned(), address.to_owned());
        Request { id: b"1".to_vec(), domain, address, routing_id: Vec::new(), credentials }
    }

    fn plain(username: &str, password: &str) -> Credentials {
        Credentials::Plain { username: username.into(), password: Zeroizing::new(password.into()) }
    }

    fn curve(byte: u8) -> Credentials {
        Credentials::Curve { key: PublicKey::from_bytes([byte; 32]) }
    }

    fn decide(rules: &mut Rules, domain: &str, credentials: Credentials) -> Verdict {
        rules.decide(&request(domain, "192.0.2.1", credentials), &mut Vec::new())
    }

    fn only(policy: Policy) -> Rules {
        Rules { elsewhere: policy, ..Rules::default() }
    }

    #[test]
    fn nothing_said_lets_in_null_alone() {
        let mut rules = Rules::default();
        let null = decide(&mut rules, "global", Credentials::Null);
        assert!(null.is_allowed());
        assert_eq!(null.user_id.as_deref(), Some("anonymous"));
        assert!(!decide(&mut rules, "global", plain("alice", "x")).is_allowed());
        assert!(!decide(&mut rules, "global", curve(1)).is_allowed());
        assert!(!decide(&mut only(Policy::new().deny_null()), "", Credentials::Null).is_allowed());
    }

    #[test]
    fn the_star_serves_every_domain_without_a_policy_and_no_other() {
        let mut rules = only(Policy::new().password("alice", "a").curve_keys([PublicKey::from_bytes([1; 32])]));
        rules.set("admin".into(), Policy::new().password("root", "r"));
        for domain in ["", "global", "anything"] {
            assert!(decide(&mut rules, domain, plain("alice", "a")).is_allowed(), "{domain:?}");
            assert!(decide(&mut rules, domain, curve(1)).is_allowed(), "{domain:?}");
            assert!(!decide(&mut rules, domain, plain("root", "r")).is_allowed(), "{domain:?}");
        }
        assert!(decide(&mut rules, "admin", plain("root", "r")).is_allowed());
        assert!(!decide(&mut rules, "admin", plain("alice", "a")).is_allowed());
        assert!(!decide(&mut rules, "admin", curve(1)).is_allowed());
        rules.set("*".into(), Policy::new());
        assert!(!decide(&mut rules, "global", plain("alice", "a")).is_allowed());
    }

    #[test]
    fn addresses_count_before_credentials() {
        let mut rules = only(Policy::new().password("alice", "a").deny("192.0.2.0/24"));
        let verdict = decide(&mut rules, "", plain("alice", "a"));
        assert_eq!((verdict.status(), verdict.reason()), (Status::Denied, "Address denied"));
        let mut rules = only(Policy::new().curve_any());
        rules.addresses.allow("10.0.0.0/8".parse().unwrap());
        assert_eq!(decide(&mut rules, "", curve(1)).reason(), "Address not allowed");
    }

    #[test]
    fn refusals_do_not_tell_which_part_was_wrong() {
        let mut rules = only(Policy::new().password("alice", "a"));
        assert_eq!(decide(&mut rules, "", plain("alice", "b")), decide_as(&mut rules, "alice", "x"));
        let (known, unknown) = (decide_as(&mut rules, "alice", "b"), decide_as(&mut rules, "nobody", "b"));
        assert_eq!((known.status(), known.reason()), (unknown.status(), unknown.reason()));
        assert_eq!(known.frames(b"1"), unknown.frames(b"1"));
    }

    fn decide_as(rules: &mut Rules, username: &str, password: &str) -> Verdict {
        decide(rules, "", plain(username, password))
    }

    #[test]
    fn sources_add_up() {
        let policy = Policy::new()
            .passwords([("alice", "a"), ("bob", "b")])
            .plain_with(|_, username, _| username == "carol")
            .curve_keys([PublicKey::from_bytes([1; 32])])
            .curve_with(|request, key| {
                if request.domain() == "lab" && key.as_bytes()[0] == 2 {
                    Verdict::allow().user_id("two").metadata("X-Team", "red")
                } else {
                    Verdict::try_later("not yet")
                }
            });
        let mut rules = only(policy);
        for (username, password) in [("alice", "a"), ("bob", "b"), ("carol", "?")] {
            let verdict = decide_as(&mut rules, username, password);
            assert_eq!((verdict.is_allowed(), verdict.user_id.as_deref()), (true, Some(username)));
        }
        assert!(!decide_as(&mut rules, "dave", "d").is_allowed());
        let one = decide(&mut rules, "", curve(1));
        assert_eq!(one.user_id, Some(PublicKey::from_bytes([1; 32]).to_z85()));
        assert_eq!(decide(&mut rules, "lab", curve(2)).user_id.as_deref(), Some("two"));
        assert_eq!(decide(&mut rules, "", curve(2)).status(), Status::TryLater);
    }

    #[test]
    fn faults_are_kept_for_the_start() {
        assert_eq!(only(Policy::new()).fault(), None);
        assert!(only(Policy::new().allow("10.0.0.0/99")).fault().unwrap().contains("10.0.0.0/99"));
        let mut rules = Rules::default();
        rules.set("lab".into(), Policy::new().curve_dir("/no/such/folder"));
        let fault = rules.fault().unwrap();
        assert!(fault.contains("lab") && fault.contains("/no/such/folder"), "{fault}");
        assert!(only(Policy::new().password_file("/no/such/file")).fault().unwrap().contains("/no/such/file"));
        assert!(only(Policy::new().password("", "x")).fault().is_some());
    }

    #[test]
    fn a_verdict_that_cannot_be_sent_lets_nobody_in() {
        let mut rules = only(Policy::new().curve_with(|_, _| Verdict::allow().user_id("a\0b")));
        assert_eq!(decide(&mut rules, "", curve(1)).status(), Status::Failed);
    }
}
