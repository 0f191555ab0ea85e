//! Certificate files.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let key = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7";
    for text in [text.to_owned(), format!("curve\n    public-key = \"{key}\"\nmetadata\n{text}")] {
        if let Some((read, written)) = zeroxide::fuzzing::certificate(&text) {
            assert_eq!(read.public_key(), written.public_key());
            assert!(read.metadata().eq(written.metadata()), "{read:?} {written:?}");
        }
    }
});
