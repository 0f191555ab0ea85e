//! Questions to an authenticator, whose credentials are a peer's.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zeroxide_fuzz::frames;

fuzz_target!(|bytes: &[u8]| {
    let frames = frames(bytes);
    let mut headed: Vec<&[u8]> = vec![b"1.0", b"1"];
    headed.extend(&frames);
    for frames in [&frames, &headed] {
        if let Some(answer) = zeroxide::fuzzing::zap(frames) {
            assert_eq!(answer[0], b"1.0");
            assert_eq!(answer[1], frames[1]);
            assert!(answer.iter().take(5).all(|frame| frame.len() <= 255));
            let allowed = answer[2] == b"200";
            assert!(allowed || (answer[4].is_empty() && answer[5].is_empty()));
        }
    }
});
