//! The tools of libzmq's perf folder, by their names, arguments and output, so that either end can be the C one.

use std::time::Instant;

use zeroxide::kind::{Receives, Sends};
use zeroxide::{Context, KeyPair, Kind, Message, PULL, PUSH, REP, REQ, Rep, Req, SUB, SecretKey, Socket, XPUB, XSUB};

use crate::workload::Result;

const DISTANT: &str = "<message-size> <message-count> [<enable_curve>]";
const ROUND_TRIPS: &str = "<message-size> <roundtrip-count>";

/// Their names.
pub const NAMES: [&str; 7] =
    ["local_thr", "remote_thr", "local_lat", "remote_lat", "inproc_thr", "inproc_lat", "proxy_thr"];

/// The pair whose public half libzmq's remote_thr knows.
const SERVER_SECRET: &str = "{X}#>t#jRGaQ}gMhv=30r(Mw+87YGs+5%kh=i@f8";

/// Runs one of them; the exit code.
pub fn run(name: &str, arguments: &[String]) -> Result<i32> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match (name, &words[..]) {
        ("local_thr", [endpoint, size, count, curve @ ..]) if curve.len() < 2 => {
            local_thr(endpoint, size.parse()?, count.parse()?, is_on(curve))?;
        }
        ("remote_thr", [endpoint, size, count, curve @ ..]) if curve.len() < 2 => {
            remote_thr(endpoint, size.parse()?, count.parse()?, is_on(curve))?;
        }
        ("local_lat", [endpoint, size, count]) => local_lat(endpoint, size.parse()?, count.parse()?)?,
        ("remote_lat", [endpoint, size, count]) => remote_lat(endpoint, size.parse()?, count.parse()?)?,
        ("inproc_thr", [size, count]) => inproc_thr(size.parse()?, count.parse()?)?,
        ("inproc_lat", [size, count]) => inproc_lat(size.parse()?, count.parse()?)?,
        ("proxy_thr", [size, count]) => proxy_thr(size.parse()?, count.parse()?)?,
        _ => {
            let arguments = match name {
                "local_thr" => format!("<bind-to> {DISTANT}"),
                "remote_thr" => format!("<connect-to> {DISTANT}"),
                "local_lat" => format!("<bind-to> {ROUND_TRIPS}"),
                "remote_lat" => format!("<connect-to> {ROUND_TRIPS}"),
                "inproc_lat" => ROUND_TRIPS.into(),
                _ => "<message-size> <message-count>".into(),
            };
            println!("usage: {name} {arguments}");
            return Ok(1);
        }
    }
    Ok(0)
}

fn is_on(curve: &[&str]) -> bool {
    curve.first().is_some_and(|word| word.parse::<i32>().is_ok_and(|number| number != 0))
}

fn server_keys() -> Result<KeyPair> {
    let secret = SecretKey::from_z85(SERVER_SECRET)?;
    Ok(KeyPair::new(secret.public_key()?, secret))
}

fn local_thr(endpoint: &str, size: usize, count: u64, curve: bool) -> Result<()> {
    let context = Context::new()?;
    let socket = context.socket(PULL)?;
    if curve {
        socket.curve_server_unauthenticated(&server_keys()?)?;
    }
    socket.bind(endpoint)?;
    let seconds = receive_timed(&socket, size, count)?;
    println!("message size: {size} [B]");
    println!("message count: {count}");
    print_throughput(size, count, seconds);
    drop(socket);
    Ok(context.terminate()?)
}

fn remote_thr(endpoint: &str, size: usize, count: u64, curve: bool) -> Result<()> {
    let context = Context::new()?;
    let socket = context.socket(PUSH)?;
    if curve {
        socket.curve_client(&server_keys()?.public(), &KeyPair::generate()?)?;
    }
    socket.connect(endpoint)?;
    send_all(&socket, size, count)?;
    drop(socket);
    // Waits until everything was sent.
    Ok(context.terminate()?)
}

fn local_lat(endpoint: &str, size: usize, count: u64) -> Result<()> {
    let context = Context::new()?;
    let socket = context.socket(REP)?;
    socket.bind(endpoint)?;
    echo_all(&socket, size, count)?;
    drop(socket);
    Ok(context.terminate()?)
}

fn remote_lat(endpoint: &str, size: usize, count: u64) -> Result<()> {
    let context = Context::new()?;
    let socket = context.socket(REQ)?;
    socket.connect(endpoint)?;
    let latency = ask_all(&socket, size, count)?;
    println!("message size: {size} [B]");
    println!("roundtrip count: {count}");
    println!("average latency: {latency:.3} [us]");
    drop(socket);
    Ok(context.terminate()?)
}

fn inproc_thr(size: usize, count: u64) -> Result<()> {
    let context = Context::new()?;
    let socket = context.socket(PULL)?;
    socket.bind("inproc://thr_test")?;
    let sending = std::thread::spawn({
        let context = context.clone();
        move || -> Result<()> {
            let socket = context.socket(PUSH)?;
            socket.connect("inproc://thr_test")?;
            send_all(&socket, size, count)
        }
    });
    println!("message size: {size} [B]");
    println!("message count: {count}");
    print_throughput(size, count, receive_timed(&socket, size, count)?);
    sending.join().map_err(|_| "the sender panicked")??;
    Ok(())
}

fn inproc_lat(size: usize, count: u64) -> Result<()> {
    let context = Context::new()?;
    let socket = context.socket(REQ)?;
    socket.bind("inproc://lat_test")?;
    let serving = std::thread::spawn({
        let context = context.clone();
        move || -> Result<()> {
            let socket = context.socket(REP)?;
            socket.connect("inproc://lat_test")?;
            echo_all(&socket, size, count)
        }
    });
    println!("message size: {size} [B]");
    println!("roundtrip count: {count}");
    println!("average latency: {:.3} [us]", ask_all(&socket, size, count)?);
    serving.join().map_err(|_| "the server panicked")??;
    Ok(())
}

/// Two XPUB flood an XSUB, the proxy and an XPUB, behind which a SUB counts. Each publishes all `count` messages, and the
/// subscriber leaves when it has that many, as in libzmq's tool.
fn proxy_thr(size: usize, count: u64) -> Result<()> {
    const HWM: i32 = 10_000;
    let context = Context::builder().io_threads(4).build()?;
    let frontend = context.builder_for(XSUB).hwm(HWM).build()?;
    let backend = context.builder_for(XPUB).hwm(HWM).xpub_nodrop(true).build()?;
    for endpoint in ["inproc://frontend-0", "inproc://frontend-1"] {
        frontend.bind(endpoint)?;
    }
    backend.bind("inproc://backend")?;
    let subscriber = context.builder_for(SUB).hwm(HWM).connect("inproc://backend").build()?;
    subscriber.subscribe("")?;
    let forwarding = std::thread::spawn(move || zeroxide::proxy(&frontend, &backend));
    let begun = Instant::now();
    let publishers = ["inproc://frontend-0", "inproc://frontend-1"].map(|endpoint| {
        let context = context.clone();
        std::thread::spawn(move || -> Result<()> {
            let publisher = context.builder_for(XPUB).hwm(HWM).xpub_nodrop(true).connect(endpoint).build()?;
            publisher.recv()?;
            send_all(&publisher, size, count)
        })
    });
    println!("message size: {size} [B]");
    println!("message count: {count}");
    for _ in 0..count {
        check_size(&subscriber.recv()?, size)?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    drop(subscriber);
    print_throughput(size, count, seconds);
    for publisher in publishers {
        publisher.join().map_err(|_| "a publisher panicked")??;
    }
    context.shutdown()?;
    match forwarding.join().map_err(|_| "the proxy panicked")? {
        Err(error) if !error.is_terminated() => Err(error.into()),
        _ => Ok(()),
    }
}

fn check_size(message: &Message, size: usize) -> Result<()> {
    if message.len() == size { Ok(()) } else { Err("message of incorrect size received".into()) }
}

/// Receives `count` messages; the clock starts at the first. In seconds.
fn receive_timed<K: Kind + Receives>(socket: &Socket<K>, size: usize, count: u64) -> Result<f64> {
    check_size(&socket.recv()?, size)?;
    let begun = Instant::now();
    for _ in 1..count {
        check_size(&socket.recv()?, size)?;
    }
    Ok(begun.elapsed().as_secs_f64())
}

fn send_all<K: Kind + Sends>(socket: &Socket<K>, size: usize, count: u64) -> Result<()> {
    let bytes = vec![0_u8; size];
    for _ in 0..count {
        socket.send(&bytes[..])?;
    }
    Ok(())
}

fn echo_all(socket: &Socket<Rep>, size: usize, count: u64) -> Result<()> {
    for _ in 0..count {
        let message = socket.recv()?;
        check_size(&message, size)?;
        socket.send(message)?;
    }
    Ok(())
}

/// Sends one message to and fro; microseconds for one way.
fn ask_all(socket: &Socket<Req>, size: usize, count: u64) -> Result<f64> {
    let mut message = Message::from(vec![0_u8; size]);
    let begun = Instant::now();
    for _ in 0..count {
        socket.send(message)?;
        message = socket.recv()?;
        check_size(&message, size)?;
    }
    Ok(begun.elapsed().as_secs_f64() * 1e6 / (count as f64 * 2.0))
}

fn print_throughput(size: usize, count: u64, seconds: f64) {
    let throughput = count as f64 / seconds.max(1e-6);
    println!("mean throughput: {} [msg/s]", throughput as u64);
    println!("mean throughput: {:.3} [Mb/s]", throughput * size as f64 * 8.0 / 1e6);
}
