//! It links.
#[test]
fn version() {
    let (mut a, mut b, mut c) = (0, 0, 0);
    // SAFETY: three valid places for integers.
    unsafe { zeroxide_sys::zmq_version(&mut a, &mut b, &mut c) };
    assert_eq!((a, b, c), (4, 3, 5));
    // SAFETY: a C string.
    assert_eq!(unsafe { zeroxide_sys::zmq_has(c"curve".as_ptr()) }, 1);
}
