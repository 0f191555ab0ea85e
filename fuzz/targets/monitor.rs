//! A monitor's frames.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zeroxide::MonitorEvent;
use zeroxide_fuzz::frames;

fuzz_target!(|bytes: &[u8]| {
    if let Some(event) = MonitorEvent::from_frames(&frames(bytes)) {
        let _ = (event.to_string(), format!("{event:?}"), event.kind());
        let _ = (event.endpoint().len(), event.local().map(str::len), event.remote().map(str::len));
    }
});
