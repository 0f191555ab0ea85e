//! The owner of a `zmq_msg_t`, kept inline.

use std::ffi::{CStr, c_void};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::panic::{AssertUnwindSafe, catch_unwind};

use zeroxide_sys as ffi;

use super::errno::{Errno, check};
use super::transfer;
use crate::guard::guarded;

/// One frame. Always initialised; closed on drop.
#[derive(Debug)]
#[repr(transparent)]
pub(crate) struct RawMessage(ffi::zmq_msg_t);

// SAFETY: a message belongs to one owner at a time; its content is either inline, or reference-counted with atomics by
// libzmq and never written while shared; foreign owners are `Send`, and `Sync` where bytes are read through them.
unsafe impl Send for RawMessage {}
// SAFETY: through a shared reference only the const readers of libzmq are called (data, size, more, get, gets);
// what writes to a message (copy included) takes `&mut`.
unsafe impl Sync for RawMessage {}

impl RawMessage {
    #[inline]
    pub(crate) fn new() -> RawMessage {
        RawMessage(transfer::empty())
    }

    /// A message of `size` zero bytes.
    pub(crate) fn zeroed(size: usize) -> Result<RawMessage, Errno> {
        let mut msg = RawMessage::uninit(size)?;
        // SAFETY: the message is initialised.
        let data = unsafe { ffi::zmq_msg_data(msg.as_mut_ptr()) };
        // SAFETY: data points to `size` writable bytes that only this message owns.
        unsafe { data.cast::<u8>().write_bytes(0, size) };
        Ok(msg)
    }

    /// A copy of `bytes`. libzmq's one call for it, `zmq_msg_init_buffer`, costs more than these.
    #[inline]
    pub(crate) fn copy_of(bytes: &[u8]) -> Result<RawMessage, Errno> {
        let mut msg = MaybeUninit::<ffi::zmq_msg_t>::uninit();
        // SAFETY: zmq_msg_init_size writes the whole struct when it succeeds; no slice is so long as to wrap it.
        check(unsafe { ffi::zmq_msg_init_size(msg.as_mut_ptr(), bytes.len()) })?;
        // SAFETY: the message is initialised.
        let data = unsafe { ffi::zmq_msg_data(msg.as_mut_ptr()) };
        // SAFETY: data has room for as many bytes as the slice; the two cannot overlap, as one is new.
        unsafe { data.cast::<u8>().copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        // SAFETY: initialised above.
        Ok(RawMessage(unsafe { msg.assume_init() }))
    }

    /// A message whose bytes the caller must write before anyone reads them.
    #[inline]
    fn uninit(size: usize) -> Result<RawMessage, Errno> {
        // Past this, pointer arithmetic inside libzmq's allocation would wrap.
        if size > isize::MAX as usize - 4096 {
            return Err(Errno::NOMEM);
        }
        let mut msg = MaybeUninit::<ffi::zmq_msg_t>::uninit();
        // SAFETY: zmq_msg_init_size writes the whole struct when it succeeds.
        check(unsafe { ffi::zmq_msg_init_size(msg.as_mut_ptr(), size) })?;
        // SAFETY: initialised by the call above.
        Ok(RawMessage(unsafe { msg.assume_init() }))
    }

    /// A message over bytes that live for ever. Nothing is allocated.
    #[inline]
    pub(crate) fn from_static(bytes: &'static [u8]) -> RawMessage {
        // SAFETY: the bytes live for ever; without a callback libzmq never writes to nor frees them.
        unsafe { RawMessage::init_data(bytes.as_ptr().cast_mut(), bytes.len(), None, std::ptr::null_mut()) }
            .unwrap_or_else(|_| RawMessage::new())
    }

    /// A message over the buffer of a `Vec`, which libzmq's thread frees after use.
    pub(crate) fn from_vec(bytes: Vec<u8>) -> Result<RawMessage, Errno> {
        unsafe extern "C" fn free(data: *mut c_void, capacity: *mut c_void) {
            // SAFETY: data and capacity are those of the Vec that `from_vec` took apart; elements need no drop.
            drop(unsafe { Vec::from_raw_parts(data.cast::<u8>(), 0, capacity as usize) });
        }
        if bytes.is_empty() {
            return Ok(RawMessage::new());
        }
        let mut bytes = ManuallyDrop::new(bytes);
        let capacity = bytes.capacity() as *mut c_void;
        // SAFETY: the buffer belongs to the message from here on; `free` gives it back to Rust's allocator, once.
        let made = unsafe { RawMessage::init_data(bytes.as_mut_ptr(), bytes.len(), Some(free), capacity) };
        if made.is_err() {
            drop(ManuallyDrop::into_inner(bytes));
        }
        made
    }

    /// A message over the bytes of any owner, which libzmq's thread drops after use.
    pub(crate) fn from_owner<T: AsRef<[u8]> + Send + 'static>(owner: T) -> Result<RawMessage, Errno> {
        unsafe extern "C" fn free<T>(_data: *mut c_void, owner: *mut c_void) {
            // SAFETY: owner came from Box::into_raw in `from_owner`, and libzmq calls this once.
            let owner = unsafe { Box::from_raw(owner.cast::<T>()) };
            if !guarded!("b13_panic_in_release") {
                return drop(owner);
            }
            // A panic in the owner's drop must not unwind into C.
            let _ = catch_unwind(AssertUnwindSafe(move || drop(owner)));
        }
        // Boxed before its bytes are asked for: an owner that holds them inline must not move afterwards.
        let owner = Box::new(owner);
        let bytes = (*owner).as_ref();
        let (data, size) = (bytes.as_ptr().cast_mut(), bytes.len());
        if size == 0 {
            return Ok(RawMessage::new());
        }
        let hint = Box::into_raw(owner);
        // SAFETY: data stays valid until the owner is dropped, which `free` does once, and is never written to, because
        // the message is marked as shared below.
        match unsafe { RawMessage::init_data(data, size, Some(free::<T>), hint.cast()) } {
            Ok(mut msg) => {
                // The owner lent its bytes for reading only. A copy sets the flag that says so, for whoever receives
                // the message too, and the flag stays when the copy goes.
                drop(msg.share());
                Ok(msg)
            }
            Err(errno) => {
                // SAFETY: libzmq did not take the hint, so it is still ours.
                drop(unsafe { Box::from_raw(hint) });
                Err(errno)
            }
        }
    }

    /// # Safety
    /// `data` is readable for `size` bytes until `free` is called (for ever where there is none), from any thread.
    unsafe fn init_data(
        data: *mut u8,
        size: usize,
        free: Option<unsafe extern "C" fn(*mut c_void, *mut c_void)>,
        hint: *mut c_void,
    ) -> Result<RawMessage, Errno> {
        let mut msg = MaybeUninit::<ffi::zmq_msg_t>::uninit();
        // SAFETY: data is not null, and the caller vouches for it; the struct is written when the call succeeds.
        check(unsafe { ffi::zmq_msg_init_data(msg.as_mut_ptr(), data.cast(), size, free, hint) })?;
        // SAFETY: initialised by the call above.
        Ok(RawMessage(unsafe { msg.assume_init() }))
    }

    #[inline]
    pub(crate) fn as_ptr(&self) -> *const ffi::zmq_msg_t {
        &raw const self.0
    }

    #[inline]
    pub(crate) fn as_mut_ptr(&mut self) -> *mut ffi::zmq_msg_t {
        &raw mut self.0
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        // SAFETY: the message is initialised.
        unsafe { transfer::size(&self.0) }
    }

    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: the message is initialised.
        let (data, size) = unsafe { transfer::bytes(&self.0) };
        if data.is_null() || size == 0 {
            return &[];
        }
        // SAFETY: data is valid for size bytes while the message lives and is not changed, which `&self` ensures.
        unsafe { std::slice::from_raw_parts(data, size) }
    }

    /// The bytes for writing, copied first where anyone else may read them.
    pub(crate) fn data_mut(&mut self) -> Result<&mut [u8], Errno> {
        if !self.is_exclusive() && guarded!("b13_shared_bytes") {
            let copy = RawMessage::copy_of(self.bytes())?;
            *self = copy;
        }
        let size = self.len();
        if size == 0 {
            return Ok(&mut []);
        }
        // SAFETY: the message is initialised.
        let data = unsafe { ffi::zmq_msg_data(self.as_mut_ptr()) };
        // SAFETY: exclusive (checked above), valid for size bytes and initialised since it was made or received.
        Ok(unsafe { std::slice::from_raw_parts_mut(data.cast(), size) })
    }

    /// Whether no other message, constant or foreign owner may see a write.
    fn is_exclusive(&self) -> bool {
        self.property(ffi::ZMQ_SHARED) == Ok(0)
    }

    /// A second handle on the same bytes. Inline ones are copied; longer ones are counted.
    #[inline]
    pub(crate) fn share(&mut self) -> RawMessage {
        let mut copy = RawMessage::new();
        // SAFETY: both are initialised and distinct; the source is borrowed exclusively, as the call writes its flags.
        let _ = unsafe { ffi::zmq_msg_copy(copy.as_mut_ptr(), self.as_mut_ptr()) };
        copy
    }

    /// Puts right what an XPUB received. libzmq 4.3.5 copies the bytes there and keeps the flags of the message that it
    /// copied: one whose bytes were counted is then said to be counted itself, from a count of nobody. Closed, it would
    /// never be freed; shared, it would be freed too early. A copy that is never closed makes the count one.
    #[cold]
    pub(crate) fn count_in(&mut self) {
        if !self.is_exclusive() {
            self.share().forget();
        }
    }

    #[inline]
    pub(crate) fn more(&self) -> bool {
        // SAFETY: the message is initialised; the call only reads.
        unsafe { ffi::zmq_msg_more(self.as_ptr()) != 0 }
    }

    pub(crate) fn property(&self, property: i32) -> Result<i32, Errno> {
        // SAFETY: the message is initialised; the call only reads.
        let value = unsafe { ffi::zmq_msg_get(self.as_ptr(), property) };
        if value == -1 { Err(Errno::last()) } else { Ok(value) }
    }

    pub(crate) fn text_property(&self, name: &CStr) -> Option<&CStr> {
        // SAFETY: the message is initialised and name ends with NUL; the call only reads.
        let text = unsafe { ffi::zmq_msg_gets(self.as_ptr(), name.as_ptr()) };
        if text.is_null() {
            return None;
        }
        // SAFETY: the text ends with NUL and lives as long as the message keeps its metadata, which `&self` ensures.
        Some(unsafe { CStr::from_ptr(text) })
    }

    /// Gives the struct away, as after a send that took the content.
    #[inline]
    pub(crate) fn forget(self) {
        let _ = ManuallyDrop::new(self);
    }
}

impl Drop for RawMessage {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the message is initialised, and closed nowhere else.
        unsafe { transfer::close(&mut self.0) };
    }
}

/// A C message that was made elsewhere, to become a [`Message`](crate::Message) by `From`.
#[derive(Debug)]
pub struct ForeignMessage(RawMessage);

impl ForeignMessage {
    /// Takes a C message over; dropping this closes it.
    ///
    /// # Safety
    /// The message is initialised, and no copy of the struct is used or closed from now on. Its bytes may be written to
    /// where libzmq does not count them as shared.
    pub unsafe fn from_c(message: ffi::zmq_msg_t) -> ForeignMessage {
        ForeignMessage(RawMessage(message))
    }

    pub(crate) fn into_inner(self) -> RawMessage {
        self.0
    }
}

#[cfg(feature = "draft")]
impl RawMessage {
    pub(crate) fn routing_id(&self) -> u32 {
        // SAFETY: the message is initialised; despite its signature the call only reads.
        unsafe { ffi::draft::zmq_msg_routing_id(self.as_ptr().cast_mut()) }
    }

    pub(crate) fn set_routing_id(&mut self, id: u32) -> Result<(), Errno> {
        // SAFETY: the message is initialised.
        check(unsafe { ffi::draft::zmq_msg_set_routing_id(self.as_mut_ptr(), id) })
    }

    pub(crate) fn group(&self) -> &CStr {
        // SAFETY: the message is initialised; despite its signature the call only reads.
        let text = unsafe { ffi::draft::zmq_msg_group(self.as_ptr().cast_mut()) };
        // SAFETY: never null; ends with NUL and lives as long as the message is not changed.
        unsafe { CStr::from_ptr(text) }
    }

    /// Sets the group of a message that has none. A second call on one message would confuse libzmq, and a name past 14
    /// bytes is freed too early by 4.3.5 when several peers get it, so both are refused.
    pub(crate) fn set_group(&mut self, group: &CStr) -> Result<(), Errno> {
        let long = group.to_bytes().len() > 14 && guarded!("b05_group_is_short");
        if long || !self.group().to_bytes().is_empty() {
            return Err(Errno::INVAL);
        }
        // SAFETY: the message is initialised and has no group; the text ends with NUL and is copied.
        check(unsafe { ffi::draft::zmq_msg_set_group(self.as_mut_ptr(), group.as_ptr()) })
    }
}
