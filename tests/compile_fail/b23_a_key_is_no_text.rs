//! Text of another length reads or writes past the end.
//@ E0308 PublicKey
use zeroxide::{Context, KeyPair, PUSH};

fn main() {
    let context = Context::new().unwrap();
    let push = context.socket(PUSH).unwrap();
    let pair = KeyPair::generate().unwrap();
    #[cfg(twin)]
    push.curve_client(&pair.public().to_z85().parse().unwrap(), &pair).unwrap();
    #[cfg(not(twin))]
    push.curve_client(&pair.public().to_z85(), &pair).unwrap();
}
