//! A REP with it ends the process when a peer leaves.
//@ E0599 set_router_mandatory
use zeroxide::{Context, REP, ROUTER};

fn main() {
    let context = Context::new().unwrap();
    let (rep, router) = (context.socket(REP).unwrap(), context.socket(ROUTER).unwrap());
    #[cfg(twin)]
    router.set_router_mandatory(true).unwrap();
    #[cfg(not(twin))]
    rep.set_router_mandatory(true).unwrap();
}
