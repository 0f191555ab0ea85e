//! The C baseline on omq-libzmq.

// Has the functions that the baseline calls.
use omq_zmq as _;

use std::ffi::{CString, c_char, c_int};
use std::process::ExitCode;

unsafe extern "C" {
    fn baseline_main(argc: c_int, argv: *const *const c_char) -> c_int;
}

fn main() -> ExitCode {
    let words: Vec<CString> = std::env::args().map(|word| CString::new(word).expect("no NUL")).collect();
    let pointers: Vec<*const c_char> = words.iter().map(|word| word.as_ptr()).collect();
    let count = c_int::try_from(pointers.len()).expect("few words");
    // SAFETY: `count` pointers to texts that live until the call returns.
    let code = unsafe { baseline_main(count, pointers.as_ptr()) };
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}
