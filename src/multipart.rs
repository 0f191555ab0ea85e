//! Messages of several frames.

use std::collections::{VecDeque, vec_deque};
use std::fmt;
use std::ops::{Deref, Index};

use crate::message::Message;

/// A message of any number of frames, in order.
///
/// Made from arrays, vectors, tuples of different types, or any iterator; taken apart by index, from both ends, or by
/// [`into_array`](Multipart::into_array).
///
/// # Examples
/// ```
/// use zeroxide::Multipart;
///
/// let mut message = Multipart::from(("weather", "", vec![1, 2, 3]));
/// message.push_front("envelope");
/// assert_eq!(message.len(), 4);
/// assert_eq!(message[1], "weather");
/// assert_eq!(message.pop_back().unwrap(), [1, 2, 3]);
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Multipart {
    frames: VecDeque<Message>,
}

impl Multipart {
    /// No frames.
    pub fn new() -> Multipart {
        Multipart::default()
    }

    /// No frames, and room for some.
    pub fn with_capacity(frames: usize) -> Multipart {
        Multipart { frames: VecDeque::with_capacity(frames) }
    }

    /// How many frames there are.
    pub fn len(&self) -> usize {
        self.frames.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// Adds a frame at the end.
    pub fn push_back(&mut self, frame: impl Into<Message>) {
        self.frames.push_back(frame.into());
    }

    /// Adds a frame in front.
    pub fn push_front(&mut self, frame: impl Into<Message>) {
        self.frames.push_front(frame.into());
    }

    /// Takes the last frame off.
    pub fn pop_back(&mut self) -> Option<Message> {
        self.frames.pop_back()
    }

    /// Takes the first frame off.
    pub fn pop_front(&mut self) -> Option<Message> {
        self.frames.pop_front()
    }

    /// The first frame.
    pub fn front(&self) -> Option<&Message> {
        self.frames.front()
    }

    /// The last frame.
    pub fn back(&self) -> Option<&Message> {
        self.frames.back()
    }

    /// The frame at an index.
    pub fn get(&self, index: usize) -> Option<&Message> {
        self.frames.get(index)
    }

    /// The frame at an index, for changing it.
    pub fn get_mut(&mut self, index: usize) -> Option<&mut Message> {
        self.frames.get_mut(index)
    }

    /// The frames in order.
    pub fn iter(&self) -> vec_deque::Iter<'_, Message> {
        self.frames.iter()
    }

    /// The frames in order, for changing them.
    pub fn iter_mut(&mut self) -> vec_deque::IterMut<'_, Message> {
        self.frames.iter_mut()
    }

    /// Removes every frame and keeps the room for them.
    pub fn clear(&mut self) {
        self.frames.clear();
    }

    /// Puts the frames of another message behind these.
    pub fn append(&mut self, mut other: Multipart) {
        self.frames.append(&mut other.frames);
    }

    /// How many bytes all frames have together.
    pub fn size(&self) -> usize {
        self.iter().map(Message::len).sum()
    }

    /// The same message once more, with the bytes shared instead of copied.
    #[must_use]
    pub fn share(&mut self) -> Multipart {
        self.iter_mut().map(Message::share).collect()
    }

    /// Exactly `N` frames as an array.
    ///
    /// # Errors
    /// When there is another number of them. They come back.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::Multipart;
    ///
    /// let [topic, body] = Multipart::from(["weather", "rain"]).into_array()?;
    /// assert_eq!((topic, body), ("weather".into(), "rain".into()));
    /// # Ok::<(), Multipart>(())
    /// ```
    pub fn into_array<const N: usize>(self) -> Result<[Message; N], Multipart> {
        let frames: Vec<Message> = self.frames.into();
        frames.try_into().map_err(Multipart::from)
    }

    /// The frames as vectors of bytes, which copies them.
    pub fn to_vecs(&self) -> Vec<Vec<u8>> {
        self.iter().map(|frame| frame.to_vec()).collect()
    }

    /// Puts a routing id and an empty frame in front: the envelope with which a ROUTER answers a REQ.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::Multipart;
    ///
    /// let mut message = Multipart::from(["body"]);
    /// message.wrap("peer");
    /// assert_eq!(message, ["peer", "", "body"]);
    /// assert_eq!(message.unwrap_id().unwrap(), "peer");
    /// assert_eq!(message, ["body"]);
    /// ```
    #[doc(alias = "zmsg_wrap")]
    pub fn wrap(&mut self, id: impl Into<Message>) {
        self.push_front(Message::new());
        self.push_front(id);
    }

    /// Takes a routing id off the front, and the empty frame behind it where there is one.
    #[doc(alias = "zmsg_unwrap")]
    pub fn unwrap_id(&mut self) -> Option<Message> {
        let id = self.pop_front()?;
        if self.front().is_some_and(|next| next.is_empty()) {
            self.pop_front();
        }
        Some(id)
    }

    /// Takes off everything up to the first empty frame, and that frame: the ids of every hop that a request passed. All
    /// of it is put in front of the reply. None, and nothing changed, where no frame is empty.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::Multipart;
    ///
    /// let mut request = Multipart::from(["broker", "client", "", "hello"]);
    /// let mut reply = request.take_envelope().unwrap();
    /// reply.push_back("world");
    /// assert_eq!(reply, ["broker", "client", "", "world"]);
    /// ```
    pub fn take_envelope(&mut self) -> Option<Multipart> {
        let delimiter = self.iter().position(|frame| frame.is_empty())?;
        let rest = self.frames.split_off(delimiter + 1);
        let envelope = std::mem::replace(&mut self.frames, rest);
        Some(Multipart { frames: envelope })
    }

    /// All frames in one, as RFC 50 has it: before each its length, in one byte or, from 255 bytes on, in 0xFF and four
    /// more. For carrying a message of several frames over the kinds that have one.
    ///
    /// # Errors
    /// When a frame is longer than 4 GiB or there is no memory.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::Multipart;
    ///
    /// let message = Multipart::from(["ab", "", "c"]);
    /// let packed = message.encode()?;
    /// assert_eq!(packed, [2, b'a', b'b', 0, 1, b'c']);
    /// assert_eq!(Multipart::decode(&packed)?, message);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmsg_encode")]
    pub fn encode(&self) -> crate::Result<Message> {
        let mut packed = Vec::with_capacity(self.size() + self.len() * 5);
        for frame in self {
            match u8::try_from(frame.len()) {
                Ok(length @ ..=254) => packed.push(length),
                _ => {
                    let length = u32::try_from(frame.len())
                        .map_err(|_| crate::Error::input("Multipart::encode", "a frame is longer than 4 GiB"))?;
                    packed.push(LONG);
                    packed.extend(length.to_be_bytes());
                }
            }
            packed.extend_from_slice(frame);
        }
        Ok(packed.into())
    }

    /// The frames that [`encode`](Multipart::encode) put into one.
    ///
    /// # Errors
    /// When the bytes end within a frame.
    #[doc(alias = "zmsg_decode")]
    pub fn decode(packed: &[u8]) -> crate::Result<Multipart> {
        let torn = || crate::Error::input("Multipart::decode", "the bytes end within a frame");
        let mut frames = Multipart::new();
        let mut rest = packed;
        while let Some((first, behind)) = rest.split_first() {
            let (length, behind) = match *first {
                LONG => {
                    let (length, behind) = behind.split_first_chunk::<4>().ok_or_else(torn)?;
                    let length = u32::from_be_bytes(*length);
                    (usize::try_from(length).map_err(|_| torn())?, behind)
                }
                length => (length.into(), behind),
            };
            let (frame, behind) = behind.split_at_checked(length).ok_or_else(torn)?;
            frames.push_back(frame);
            rest = behind;
        }
        Ok(frames)
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [Message] {
        self.frames.make_contiguous()
    }
}

/// Marks a length of four bytes in RFC 50.
const LONG: u8 = 0xFF;

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.frames).finish()
    }
}

/// Panics past the end, as a slice does; [`get`](Multipart::get) does not.
impl Index<usize> for Multipart {
    type Output = Message;

    #[allow(clippy::indexing_slicing)] // What `Index` is for.
    fn index(&self, index: usize) -> &Message {
        &self.frames[index]
    }
}

impl<M: Into<Message>> FromIterator<M> for Multipart {
    fn from_iter<I: IntoIterator<Item = M>>(frames: I) -> Multipart {
        Multipart { frames: frames.into_iter().map(Into::into).collect() }
    }
}

impl<M: Into<Message>> Extend<M> for Multipart {
    fn extend<I: IntoIterator<Item = M>>(&mut self, frames: I) {
        self.frames.extend(frames.into_iter().map(Into::into));
    }
}

impl IntoIterator for Multipart {
    type Item = Message;
    type IntoIter = vec_deque::IntoIter<Message>;

    fn into_iter(self) -> Self::IntoIter {
        self.frames.into_iter()
    }
}

impl<'a> IntoIterator for &'a Multipart {
    type Item = &'a Message;
    type IntoIter = vec_deque::Iter<'a, Message>;

    fn into_iter(self) -> Self::IntoIter {
        self.frames.iter()
    }
}

/// A message of one frame.
impl From<Message> for Multipart {
    fn from(frame: Message) -> Multipart {
        Multipart { frames: VecDeque::from([frame]) }
    }
}

impl<T> PartialEq<[T]> for Multipart
where
    Message: PartialEq<T>,
{
    fn eq(&self, other: &[T]) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(frame, other)| frame == other)
    }
}

impl<T, const N: usize> PartialEq<[T; N]> for Multipart
where
    Message: PartialEq<T>,
{
    fn eq(&self, other: &[T; N]) -> bool {
        self == other.as_slice()
    }
}

mod sealed {
    pub trait Sealed {}
}

/// What can be sent as a message of several frames: arrays and vectors of anything that becomes a [`Message`], slices of
/// what can be copied into one, tuples of up to eight such things of different types, and [`Multipart`].
pub trait IntoMultipart: sealed::Sealed {
    /// Where the frames lie: on the stack for arrays and tuples.
    #[doc(hidden)]
    type Frames: Frames;

    #[doc(hidden)]
    fn into_frames(self) -> Self::Frames;
}

/// Frames to be sent, wherever they lie.
#[doc(hidden)]
pub trait Frames: Into<Multipart> {
    fn frames(&mut self) -> &mut [Message];
}

impl<const N: usize> Frames for [Message; N] {
    #[inline]
    fn frames(&mut self) -> &mut [Message] {
        self
    }
}

impl Frames for Vec<Message> {
    fn frames(&mut self) -> &mut [Message] {
        self
    }
}

impl Frames for Multipart {
    fn frames(&mut self) -> &mut [Message] {
        self.as_mut_slice()
    }
}

impl sealed::Sealed for Multipart {}

impl IntoMultipart for Multipart {
    type Frames = Multipart;

    fn into_frames(self) -> Multipart {
        self
    }
}

impl<T: Into<Message>, const N: usize> sealed::Sealed for [T; N] {}

impl<T: Into<Message>, const N: usize> IntoMultipart for [T; N] {
    type Frames = [Message; N];

    #[inline]
    fn into_frames(self) -> [Message; N] {
        self.map(Into::into)
    }
}

impl<T: Into<Message>, const N: usize> From<[T; N]> for Multipart {
    fn from(frames: [T; N]) -> Multipart {
        frames.into_iter().collect()
    }
}

impl<T: Into<Message>> sealed::Sealed for Vec<T> {}

impl<T: Into<Message>> IntoMultipart for Vec<T> {
    type Frames = Vec<Message>;

    fn into_frames(self) -> Vec<Message> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<T: Into<Message>> From<Vec<T>> for Multipart {
    fn from(frames: Vec<T>) -> Multipart {
        frames.into_iter().collect()
    }
}

impl<T> sealed::Sealed for &[T] where for<'a> &'a T: Into<Message> {}

impl<T> IntoMultipart for &[T]
where
    for<'a> &'a T: Into<Message>,
{
    type Frames = Vec<Message>;

    fn into_frames(self) -> Vec<Message> {
        self.iter().map(Into::into).collect()
    }
}

macro_rules! tuples {
    ($($count:literal: $($name:ident $value:ident),+;)*) => {$(
        impl<$($name: Into<Message>),+> sealed::Sealed for ($($name,)+) {}

        impl<$($name: Into<Message>),+> IntoMultipart for ($($name,)+) {
            type Frames = [Message; $count];

            #[inline]
            fn into_frames(self) -> [Message; $count] {
                let ($($value,)+) = self;
                [$($value.into()),+]
            }
        }

        impl<$($name: Into<Message>),+> From<($($name,)+)> for Multipart {
            fn from(frames: ($($name,)+)) -> Multipart {
                Multipart::from(frames.into_frames())
            }
        }
    )*};
}

tuples! {
    1: A a;
    2: A a, B b;
    3: A a, B b, C c;
    4: A a, B b, C c, D d;
    5: A a, B b, C c, D d, E e;
    6: A a, B b, C c, D d, E e, F f;
    7: A a, B b, C c, D d, E e, F f, G g;
    8: A a, B b, C c, D d, E e, F f, G g, H h;
}

impl<T: Deref<Target = [u8]>> PartialEq<Vec<T>> for Multipart {
    fn eq(&self, other: &Vec<T>) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(frame, other)| frame.as_bytes() == &**other)
    }
}
