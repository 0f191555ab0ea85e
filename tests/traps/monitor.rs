//! B1: monitors, whose reports libzmq sends by calls that block.

use zeroxide::{Context, Kind, MonitorEvents, PAIR, PULL, PUSH, Socket, SocketOptions};

use crate::{SOON, traps};

/// Has the socket tell of thousands of events.
fn make_events<K: Kind>(socket: &Socket<K>) {
    for _ in 0..1500 {
        let endpoint = socket.bind("tcp://127.0.0.1:*").unwrap();
        socket.unbind(endpoint).unwrap();
    }
}

/// Nothing comes over tcp once the context's I/O thread is stuck.
fn assert_flows(context: &Context) {
    let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
    push.connect(pull.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
    push.send("still there").unwrap();
    assert_eq!(pull.recv_timeout(SOON).unwrap().unwrap(), "still there");
}

traps! {
    fn b01_monitor_unread() {
        let context = Context::new().unwrap();
        let socket = context.socket(PAIR).unwrap();
        let monitor = socket.monitor(MonitorEvents::LISTENING | MonitorEvents::CLOSED).unwrap();
        make_events(&socket);
        assert_flows(&context);
        drop(socket);
        assert!(monitor.recv().unwrap().is_some());
    }

    fn b01_monitor_dropped_first() {
        let context = Context::new().unwrap();
        let socket = context.socket(PAIR).unwrap();
        drop(socket.monitor(MonitorEvents::LISTENING | MonitorEvents::CLOSED).unwrap());
        make_events(&socket);
        assert_flows(&context);
    }

    // Defaults of the context are for the program's own sockets.
    fn b01_monitor_has_no_limit() {
        let context = Context::builder().socket_defaults(SocketOptions::new().rcvhwm(1).sndhwm(1)).build().unwrap();
        let socket = context.socket(PAIR).unwrap();
        let monitor = socket.monitor(MonitorEvents::LISTENING | MonitorEvents::CLOSED).unwrap();
        make_events(&socket);
        drop(socket);
        assert!(monitor.iter().count() > 2000);
    }
}
