//! Presence: one loop answers requests, and tells who came and who went.
//!
//! The server's monitor is watched by the same poller as the server.

use std::thread;

use zeroxide::{Context, MonitorEvent, POLLIN, Poller, REP, REQ};

fn main() -> zeroxide::Result<()> {
    let context = Context::new()?;
    let server = context.socket(REP)?;
    let monitor = server.monitor_all()?;
    let endpoint = server.bind("tcp://127.0.0.1:*")?;

    let clients = thread::spawn(move || {
        for name in ["Ann", "Bob"] {
            let client = context.socket(REQ)?;
            client.connect(&endpoint)?;
            client.send(name)?;
            println!("{name} got {:?}", client.recv()?);
        }
        Ok(())
    });

    let mut poller = Poller::new();
    poller.register(&server, POLLIN)?;
    poller.register(&monitor, POLLIN)?;
    let mut gone = 0;
    while gone < 2 {
        let ready = poller.poll(None)?;
        if ready.is_readable(&server) {
            let name = server.recv()?;
            server.send(format!("Hello, {}", String::from_utf8_lossy(&name)))?;
        }
        if ready.is_readable(&monitor) {
            match monitor.try_recv()? {
                Some(MonitorEvent::HandshakeSucceeded { .. }) => println!("somebody came: {} there", monitor.peers()),
                Some(MonitorEvent::Disconnected { .. }) => {
                    gone += 1;
                    println!("somebody went: {} there", monitor.peers());
                }
                _ => {}
            }
        }
    }
    clients.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
