//! What the bundled library has beside `zmq.h`: the calls for every message, each in one step.
//!
//! They are made of libzmq's own parts, so the socket and the message are those of `zmq.h`, and the error number is read
//! by [`zmq_errno`](crate::zmq_errno). A library from elsewhere does not have them.

use std::ffi::{c_int, c_void};

use crate::types::zmq_msg_t;

/// Where a message keeps what is looked at for each one: the same for all pointer sizes.
mod place {
    pub(super) const DATA: usize = size_of::<*const ()>();
    pub(super) const SIZE: usize = 41;
    pub(super) const FORM: usize = 42;
    pub(super) const GROUP: usize = 49;
    /// The form of a message that has its bytes in itself.
    pub(super) const SHORT: u8 = 101;
    /// That of one that has its bytes in memory of their own.
    pub(super) const LONG: u8 = 102;
    /// That of one whose bytes are a constant of the program's.
    pub(super) const CONSTANT: u8 = 104;
    /// That of one whose bytes are among others that came by the same connection.
    pub(super) const RECEIVED: u8 = 105;
}

/// What a message with its bytes elsewhere points to begins with this, or has it in itself.
#[repr(C)]
#[derive(Clone, Copy)]
struct Content {
    data: *const u8,
    size: usize,
}

/// What `zmq_msg_init` makes.
#[inline]
pub const fn empty() -> zmq_msg_t {
    let mut msg = zmq_msg_t { __: [0; 64] };
    msg.__[place::FORM] = place::SHORT;
    msg
}

/// Where the bytes of a message begin, and how many there are; `None` for messages of the rarer forms.
///
/// # Safety
/// The message is initialised.
#[inline]
pub unsafe fn bytes_of(msg: &zmq_msg_t) -> Option<(*const u8, usize)> {
    match msg.__[place::FORM] {
        place::SHORT => {
            let (_, bytes) = msg.__.split_at(place::DATA);
            Some((bytes.as_ptr(), usize::from(msg.__[place::SIZE])))
        }
        place::LONG | place::RECEIVED => {
            let pointers = (&raw const *msg).cast::<*const Content>();
            // SAFETY: the message is aligned for pointers, of which those of this form have two: the second is this one.
            let content = unsafe { pointers.add(1).read() };
            // SAFETY: it is valid as long as the message, and nothing writes to it while there are such messages.
            let content = unsafe { content.read() };
            Some((content.data, content.size))
        }
        place::CONSTANT => {
            let content = (&raw const *msg).cast::<*const ()>();
            // SAFETY: the message is aligned for pointers; behind the first one, one of this form has pointer and size.
            let content = unsafe { content.add(1) };
            // SAFETY: see above.
            let Content { data, size } = unsafe { content.cast::<Content>().read() };
            Some((data, size))
        }
        _ => None,
    }
}

/// Whether `zmq_msg_close` would find nothing to release.
#[inline]
pub fn has_nothing_to_release(msg: &zmq_msg_t) -> bool {
    let (metadata, _) = msg.__.split_at(place::DATA);
    msg.__[place::FORM] == place::SHORT && metadata == [0; place::DATA] && msg.__[place::GROUP] == 0
}

unsafe extern "C" {
    /// `zmq_send`, of a socket that is known to be open: 0 on success.
    #[link_name = "zeroxide_send"]
    pub fn send(socket: *mut c_void, data: *const c_void, size: usize, flags: c_int) -> c_int;
    /// `zmq_send_const`, of a socket that is known to be open: 0 on success.
    #[link_name = "zeroxide_send_const"]
    pub fn send_const(socket: *mut c_void, data: *const c_void, size: usize, flags: c_int) -> c_int;
    /// `zmq_msg_send`, of a socket that is known to be open: 0 on success.
    #[link_name = "zeroxide_msg_send"]
    pub fn msg_send(msg: *mut zmq_msg_t, socket: *mut c_void, flags: c_int) -> c_int;
    /// `zmq_msg_recv`, of a socket that is known to be open: 0 on success.
    #[link_name = "zeroxide_msg_recv"]
    pub fn msg_recv(msg: *mut zmq_msg_t, socket: *mut c_void, flags: c_int) -> c_int;
    /// `zmq_msg_close`.
    #[link_name = "zeroxide_msg_close"]
    pub fn msg_close(msg: *mut zmq_msg_t);
    /// `zmq_msg_data` and `zmq_msg_size`.
    #[link_name = "zeroxide_msg_bytes"]
    pub fn msg_bytes(msg: *const zmq_msg_t, size: *mut usize) -> *const c_void;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{zmq_msg_close, zmq_msg_data, zmq_msg_init, zmq_msg_init_size, zmq_msg_more, zmq_msg_size};

    fn of_size(size: usize) -> zmq_msg_t {
        let mut msg = zmq_msg_t::default();
        // SAFETY: the message is storage of the right size.
        assert_eq!(unsafe { zmq_msg_init_size(&raw mut msg, size) }, 0);
        msg
    }

    #[test]
    fn the_empty_message_is_that_of_libzmq() {
        let mut theirs = zmq_msg_t::default();
        // SAFETY: the message is storage of the right size.
        unsafe { zmq_msg_init(&raw mut theirs) };
        assert_eq!(empty().__, theirs.__);
        let mut ours = empty();
        // SAFETY: as it has the same bytes, it is initialised; so in the calls below.
        assert_eq!(unsafe { zmq_msg_size(&raw const ours) }, 0);
        // SAFETY: see above.
        assert_eq!(unsafe { zmq_msg_more(&raw const ours) }, 0);
        // SAFETY: see above.
        assert_eq!(unsafe { zmq_msg_close(&raw mut ours) }, 0);
    }

    #[test]
    fn bytes_are_those_of_libzmq() {
        for size in 0..64 {
            let mut msg = of_size(size);
            // SAFETY: the message is initialised.
            let data = unsafe { zmq_msg_data(&raw mut msg) };
            let is_within = (&raw const msg).addr().abs_diff(data.addr()) < size_of::<zmq_msg_t>();
            // SAFETY: the message is initialised.
            let found = unsafe { bytes_of(&msg) }.map(|(data, size)| (data.addr(), size));
            assert_eq!(found, Some((data.addr(), size)));
            assert_eq!(has_nothing_to_release(&msg), is_within);
            // SAFETY: the message is initialised.
            unsafe { msg_close(&raw mut msg) };
        }
    }

    #[test]
    fn bytes_of_the_program_are_those_of_libzmq() {
        let mut msg = zmq_msg_t::default();
        let bytes: &'static [u8] = &[7; 100];
        // SAFETY: the bytes live for ever, and without a function to free them are only read.
        let made = unsafe {
            crate::zmq_msg_init_data(
                &raw mut msg,
                bytes.as_ptr().cast_mut().cast(),
                bytes.len(),
                None,
                std::ptr::null_mut(),
            )
        };
        assert_eq!(made, 0);
        // SAFETY: the message is initialised.
        assert_eq!(unsafe { bytes_of(&msg) }, Some((bytes.as_ptr(), bytes.len())));
        let mut size = 0;
        // SAFETY: the message is initialised.
        assert_eq!(unsafe { msg_bytes(&raw const msg, &raw mut size) }, bytes.as_ptr().cast());
        assert_eq!(size, bytes.len());
    }

    #[test]
    fn bytes_of_rarer_forms_are_not_looked_for() {
        for form in [0, 103, 106, 107] {
            let mut msg = empty();
            msg.__[place::FORM] = form;
            // SAFETY: the message is not looked into, whatever its form is.
            assert_eq!(unsafe { bytes_of(&msg) }, None);
            assert!(!has_nothing_to_release(&msg));
        }
    }

    #[test]
    fn what_a_message_holds_beside_its_bytes_is_released() {
        for place in [0, place::DATA - 1, place::GROUP] {
            let mut msg = empty();
            assert!(has_nothing_to_release(&msg));
            msg.__[place] = 1;
            assert!(!has_nothing_to_release(&msg));
        }
    }

    #[test]
    #[cfg(feature = "draft")]
    fn a_group_is_where_it_is_looked_for() {
        let mut msg = empty();
        // SAFETY: the message is initialised and the text ends with NUL.
        assert_eq!(unsafe { crate::zmq_msg_set_group(&raw mut msg, c"g".as_ptr()) }, 0);
        assert!(!has_nothing_to_release(&msg));
        // SAFETY: the message is initialised.
        unsafe { msg_close(&raw mut msg) };
    }
}
