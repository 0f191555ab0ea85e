//! Made from the list beside this; see `public_api.rs`.
#![allow(warnings, clippy::all, clippy::undocumented_unsafe_blocks, unsafe_code)]
#![cfg_attr(rustfmt, rustfmt_skip)]

fn item_1()  { let _ = |value: zmq::DecodeError| match value { zmq::DecodeError::BadLength => {} zmq::DecodeError::NulError(payload) => { let _: std::ffi::NulError = payload; }  }; }
fn item_2()  { let _: fn(std::ffi::NulError) -> zmq::DecodeError = <zmq::DecodeError as std::convert::From<std::ffi::NulError>>::from; }
fn item_3()  { fn is<X: std::error::Error>() {} is::<zmq::DecodeError>(); }
fn item_4()  { fn is<X: std::fmt::Debug>() {} is::<zmq::DecodeError>(); }
fn item_5()  { fn is<X: std::fmt::Display>() {} is::<zmq::DecodeError>(); }
fn item_6()  { fn is<X: std::marker::Send>() {} is::<zmq::DecodeError>(); }
fn item_7()  { fn is<X: std::marker::Sync>() {} is::<zmq::DecodeError>(); }
fn item_8()  { fn is<X: std::marker::Unpin>() {} is::<zmq::DecodeError>(); }
fn item_9()  { fn is<X: std::panic::RefUnwindSafe>() {} is::<zmq::DecodeError>(); }
fn item_10()  { fn is<X: std::panic::UnwindSafe>() {} is::<zmq::DecodeError>(); }
fn item_11()  { let _ = |value: zmq::EncodeError| match value { zmq::EncodeError::BadLength => {} zmq::EncodeError::FromUtf8Error(payload) => { let _: std::string::FromUtf8Error = payload; }  }; }
fn item_12()  { let _: fn(std::string::FromUtf8Error) -> zmq::EncodeError = <zmq::EncodeError as std::convert::From<std::string::FromUtf8Error>>::from; }
fn item_13()  { fn is<X: std::error::Error>() {} is::<zmq::EncodeError>(); }
fn item_14()  { fn is<X: std::fmt::Debug>() {} is::<zmq::EncodeError>(); }
fn item_15()  { fn is<X: std::fmt::Display>() {} is::<zmq::EncodeError>(); }
fn item_16()  { fn is<X: std::marker::Send>() {} is::<zmq::EncodeError>(); }
fn item_17()  { fn is<X: std::marker::Sync>() {} is::<zmq::EncodeError>(); }
fn item_18()  { fn is<X: std::marker::Unpin>() {} is::<zmq::EncodeError>(); }
fn item_19()  { fn is<X: std::panic::RefUnwindSafe>() {} is::<zmq::EncodeError>(); }
fn item_20()  { fn is<X: std::panic::UnwindSafe>() {} is::<zmq::EncodeError>(); }
fn item_21()  { let _ = |value: zmq::Error| match value { zmq::Error::EACCES => {} zmq::Error::EADDRINUSE => {} zmq::Error::EADDRNOTAVAIL => {} zmq::Error::EAGAIN => {} zmq::Error::EBUSY => {} zmq::Error::ECONNREFUSED => {} zmq::Error::EFAULT => {} zmq::Error::EFSM => {} zmq::Error::EHOSTUNREACH => {} zmq::Error::EINPROGRESS => {} zmq::Error::EINTR => {} zmq::Error::EINVAL => {} zmq::Error::EMFILE => {} zmq::Error::EMSGSIZE => {} zmq::Error::EMTHREAD => {} zmq::Error::ENAMETOOLONG => {} zmq::Error::ENETDOWN => {} zmq::Error::ENOBUFS => {} zmq::Error::ENOCOMPATPROTO => {} zmq::Error::ENODEV => {} zmq::Error::ENOENT => {} zmq::Error::ENOMEM => {} zmq::Error::ENOTCONN => {} zmq::Error::ENOTSOCK => {} zmq::Error::ENOTSUP => {} zmq::Error::EPROTO => {} zmq::Error::EPROTONOSUPPORT => {} zmq::Error::ETERM => {}  }; }
fn item_22()  { let _: fn(i32) -> zmq::Error = <zmq::Error>::from_raw; }
fn item_23()  { let _: fn(zmq::Error) -> &'static str = <zmq::Error>::message; }
fn item_24()  { let _: fn(zmq::Error) -> i32 = <zmq::Error>::to_raw; }
fn item_25()  { fn is<X: std::clone::Clone>() {} is::<zmq::Error>(); }
fn item_26()  { fn is<X: std::cmp::Eq>() {} is::<zmq::Error>(); }
fn item_27()  { fn is<X: std::cmp::PartialEq>() {} is::<zmq::Error>(); }
fn item_28()  { let _: fn(zmq::Error) -> std::io::Error = <std::io::Error as std::convert::From<zmq::Error>>::from; }
fn item_29()  { fn is<X: std::error::Error>() {} is::<zmq::Error>(); }
fn item_30()  { fn is<X: std::fmt::Debug>() {} is::<zmq::Error>(); }
fn item_31()  { fn is<X: std::fmt::Display>() {} is::<zmq::Error>(); }
fn item_32()  { fn is<X: std::marker::Copy>() {} is::<zmq::Error>(); }
fn item_33()  { fn is<X: std::marker::Send>() {} is::<zmq::Error>(); }
fn item_34()  { fn is<X: std::marker::Sync>() {} is::<zmq::Error>(); }
fn item_35()  { fn is<X: std::marker::Unpin>() {} is::<zmq::Error>(); }
fn item_36()  { fn is<X: std::panic::RefUnwindSafe>() {} is::<zmq::Error>(); }
fn item_37()  { fn is<X: std::panic::UnwindSafe>() {} is::<zmq::Error>(); }
fn item_38()  { let _ = |value: zmq::Mechanism| match value { zmq::Mechanism::ZMQ_CURVE => {} zmq::Mechanism::ZMQ_GSSAPI => {} zmq::Mechanism::ZMQ_NULL => {} zmq::Mechanism::ZMQ_PLAIN => {}  }; }
fn item_39()  { fn is<X: std::clone::Clone>() {} is::<zmq::Mechanism>(); }
fn item_40()  { fn is<X: std::cmp::Eq>() {} is::<zmq::Mechanism>(); }
fn item_41()  { fn is<X: std::cmp::PartialEq>() {} is::<zmq::Mechanism>(); }
fn item_42()  { fn is<X: std::fmt::Debug>() {} is::<zmq::Mechanism>(); }
fn item_43()  { fn is<X: std::marker::Copy>() {} is::<zmq::Mechanism>(); }
fn item_44()  { fn is<X: std::marker::Send>() {} is::<zmq::Mechanism>(); }
fn item_45()  { fn is<X: std::marker::Sync>() {} is::<zmq::Mechanism>(); }
fn item_46()  { fn is<X: std::marker::Unpin>() {} is::<zmq::Mechanism>(); }
fn item_47()  { fn is<X: std::panic::RefUnwindSafe>() {} is::<zmq::Mechanism>(); }
fn item_48()  { fn is<X: std::panic::UnwindSafe>() {} is::<zmq::Mechanism>(); }
fn item_49()  { const { assert!(zmq::SocketEvent::ACCEPTED as i64 == 32) } }
fn item_50()  { const { assert!(zmq::SocketEvent::ACCEPT_FAILED as i64 == 64) } }
fn item_51()  { const { assert!(zmq::SocketEvent::ALL as i64 == 65535) } }
fn item_52()  { const { assert!(zmq::SocketEvent::BIND_FAILED as i64 == 16) } }
fn item_53()  { const { assert!(zmq::SocketEvent::CLOSED as i64 == 128) } }
fn item_54()  { const { assert!(zmq::SocketEvent::CLOSE_FAILED as i64 == 256) } }
fn item_55()  { const { assert!(zmq::SocketEvent::CONNECTED as i64 == 1) } }
fn item_56()  { const { assert!(zmq::SocketEvent::CONNECT_DELAYED as i64 == 2) } }
fn item_57()  { const { assert!(zmq::SocketEvent::CONNECT_RETRIED as i64 == 4) } }
fn item_58()  { const { assert!(zmq::SocketEvent::DISCONNECTED as i64 == 512) } }
fn item_59()  { const { assert!(zmq::SocketEvent::HANDSHAKE_FAILED_AUTH as i64 == 16384) } }
fn item_60()  { const { assert!(zmq::SocketEvent::HANDSHAKE_FAILED_NO_DETAIL as i64 == 2048) } }
fn item_61()  { const { assert!(zmq::SocketEvent::HANDSHAKE_FAILED_PROTOCOL as i64 == 8192) } }
fn item_62()  { const { assert!(zmq::SocketEvent::HANDSHAKE_SUCCEEDED as i64 == 4096) } }
fn item_63()  { const { assert!(zmq::SocketEvent::LISTENING as i64 == 8) } }
fn item_64()  { const { assert!(zmq::SocketEvent::MONITOR_STOPPED as i64 == 1024) } }
fn item_65()  { let _ = |value: zmq::SocketEvent| match value { zmq::SocketEvent::ACCEPTED => {} zmq::SocketEvent::ACCEPT_FAILED => {} zmq::SocketEvent::ALL => {} zmq::SocketEvent::BIND_FAILED => {} zmq::SocketEvent::CLOSED => {} zmq::SocketEvent::CLOSE_FAILED => {} zmq::SocketEvent::CONNECTED => {} zmq::SocketEvent::CONNECT_DELAYED => {} zmq::SocketEvent::CONNECT_RETRIED => {} zmq::SocketEvent::DISCONNECTED => {} zmq::SocketEvent::HANDSHAKE_FAILED_AUTH => {} zmq::SocketEvent::HANDSHAKE_FAILED_NO_DETAIL => {} zmq::SocketEvent::HANDSHAKE_FAILED_PROTOCOL => {} zmq::SocketEvent::HANDSHAKE_SUCCEEDED => {} zmq::SocketEvent::LISTENING => {} zmq::SocketEvent::MONITOR_STOPPED => {}  }; }
fn item_66()  { let _: fn(u16) -> zmq::SocketEvent = <zmq::SocketEvent>::from_raw; }
fn item_67()  { let _: fn(zmq::SocketEvent) -> u16 = <zmq::SocketEvent>::to_raw; }
fn item_68()  { fn is<X: std::clone::Clone>() {} is::<zmq::SocketEvent>(); }
fn item_69()  { fn is<X: std::cmp::Eq>() {} is::<zmq::SocketEvent>(); }
fn item_70()  { fn is<X: std::cmp::PartialEq>() {} is::<zmq::SocketEvent>(); }
fn item_71()  { fn is<X: std::fmt::Debug>() {} is::<zmq::SocketEvent>(); }
fn item_72()  { fn is<X: std::marker::Copy>() {} is::<zmq::SocketEvent>(); }
fn item_73()  { fn is<X: std::marker::Send>() {} is::<zmq::SocketEvent>(); }
fn item_74()  { fn is<X: std::marker::Sync>() {} is::<zmq::SocketEvent>(); }
fn item_75()  { fn is<X: std::marker::Unpin>() {} is::<zmq::SocketEvent>(); }
fn item_76()  { fn is<X: std::panic::RefUnwindSafe>() {} is::<zmq::SocketEvent>(); }
fn item_77()  { fn is<X: std::panic::UnwindSafe>() {} is::<zmq::SocketEvent>(); }
fn item_78()  { let _: zmq::SocketType = zmq::DEALER; }
fn item_79()  { let _: zmq::SocketType = zmq::PAIR; }
fn item_80()  { let _: zmq::SocketType = zmq::PUB; }
fn item_81()  { let _: zmq::SocketType = zmq::PULL; }
fn item_82()  { let _: zmq::SocketType = zmq::PUSH; }
fn item_83()  { let _: zmq::SocketType = zmq::REP; }
fn item_84()  { let _: zmq::SocketType = zmq::REQ; }
fn item_85()  { let _: zmq::SocketType = zmq::ROUTER; }
fn item_86()  { let _: zmq::SocketType = zmq::STREAM; }
fn item_87()  { let _: zmq::SocketType = zmq::SUB; }
fn item_88()  { let _: zmq::SocketType = zmq::XPUB; }
fn item_89()  { let _: zmq::SocketType = zmq::XSUB; }
fn item_90()  { let _ = |value: zmq::SocketType| match value { zmq::SocketType::DEALER => {} zmq::SocketType::PAIR => {} zmq::SocketType::PUB => {} zmq::SocketType::PULL => {} zmq::SocketType::PUSH => {} zmq::SocketType::REP => {} zmq::SocketType::REQ => {} zmq::SocketType::ROUTER => {} zmq::SocketType::STREAM => {} zmq::SocketType::SUB => {} zmq::SocketType::XPUB => {} zmq::SocketType::XSUB => {}  }; }
fn item_91()  { fn is<X: std::clone::Clone>() {} is::<zmq::SocketType>(); }
fn item_92()  { fn is<X: std::cmp::Eq>() {} is::<zmq::SocketType>(); }
fn item_93()  { fn is<X: std::cmp::PartialEq>() {} is::<zmq::SocketType>(); }
fn item_94()  { fn is<X: std::fmt::Debug>() {} is::<zmq::SocketType>(); }
fn item_95()  { fn is<X: std::marker::Copy>() {} is::<zmq::SocketType>(); }
fn item_96()  { fn is<X: std::marker::Send>() {} is::<zmq::SocketType>(); }
fn item_97()  { fn is<X: std::marker::Sync>() {} is::<zmq::SocketType>(); }
fn item_98()  { fn is<X: std::marker::Unpin>() {} is::<zmq::SocketType>(); }
fn item_99()  { fn is<X: std::panic::RefUnwindSafe>() {} is::<zmq::SocketType>(); }
fn item_100()  { fn is<X: std::panic::UnwindSafe>() {} is::<zmq::SocketType>(); }
fn item_101()  { let _ = size_of::<zmq::Context>(); }
fn item_102()  { let _: fn(&mut zmq::Context) -> zmq::Result<()> = <zmq::Context>::destroy; }
fn item_103()  { let _: fn(&zmq::Context) -> zmq::Result<i32> = <zmq::Context>::get_io_threads; }
fn item_104()  { let _: fn() -> zmq::Context = <zmq::Context>::new; }
fn item_105()  { let _: fn(&zmq::Context, i32) -> zmq::Result<()> = <zmq::Context>::set_io_threads; }
fn item_106()  { let _: fn(&zmq::Context, zmq::SocketType) -> zmq::Result<zmq::Socket> = <zmq::Context>::socket; }
fn item_107()  { fn is<X: std::clone::Clone>() {} is::<zmq::Context>(); }
fn item_108()  { fn is<X: std::default::Default>() {} is::<zmq::Context>(); }
fn item_109()  { fn is<X: std::marker::Send>() {} is::<zmq::Context>(); }
fn item_110()  { fn is<X: std::marker::Sync>() {} is::<zmq::Context>(); }
fn item_111()  { fn is<X: std::marker::Unpin>() {} is::<zmq::Context>(); }
fn item_112()  { fn is<X: std::panic::RefUnwindSafe>() {} is::<zmq::Context>(); }
fn item_113()  { fn is<X: std::panic::UnwindSafe>() {} is::<zmq::Context>(); }
fn item_114()  { let _ = size_of::<zmq::CurveKeyPair>(); }
fn item_115()  { let _: fn(zmq::CurveKeyPair) -> [u8; 32] = |pair| pair.public_key; }
fn item_116()  { let _: fn(zmq::CurveKeyPair) -> [u8; 32] = |pair| pair.secret_key; }
fn item_117()  { let _: fn() -> zmq::Result<zmq::CurveKeyPair> = <zmq::CurveKeyPair>::new; }
fn item_118()  { fn is<X: std::fmt::Debug>() {} is::<zmq::CurveKeyPair>(); }
fn item_119()  { fn is<X: std::marker::Send>() {} is::<zmq::CurveKeyPair>(); }
fn item_120()  { fn is<X: std::marker::Sync>() {} is::<zmq::CurveKeyPair>(); }
fn item_121()  { fn is<X: std::marker::Unpin>() {} is::<zmq::CurveKeyPair>(); }
fn item_122()  { fn is<X: std::panic::RefUnwindSafe>() {} is::<zmq::CurveKeyPair>(); }
fn item_123()  { fn is<X: std::panic::UnwindSafe>() {} is::<zmq::CurveKeyPair>(); }
fn item_124()  { let _ = size_of::<zmq::Message>(); }
fn item_125()  { let _: fn(&zmq::Message) -> Option<&str> = <zmq::Message>::as_str; }
fn item_126()  { let _: fn(&[u8]) -> zmq::Message = <zmq::Message>::from_slice; }
fn item_127()  { let _: fn(&zmq::Message) -> bool = <zmq::Message>::get_more; }
fn item_128()  { let _: for<'a> fn(&'a mut zmq::Message, &str) -> Option<&'a str> = <zmq::Message>::gets; }
fn item_129()  { let _: fn() -> zmq::Message = <zmq::Message>::new; }
fn item_130()  { let _: fn(usize) -> zmq::Message = <zmq::Message>::with_capacity; }
fn item_131()  { let _: unsafe fn(usize) -> zmq::Message = <zmq::Message>::with_capacity_unallocated; }
fn item_132()  { let _: fn(usize) -> zmq::Message = <zmq::Message>::with_size; }
fn item_133()  { fn is<X: std::cmp::Eq>() {} is::<zmq::Message>(); }
fn item_134()  { fn is<X: std::cmp::PartialEq>() {} is::<zmq::Message>(); }
fn item_135()  { let _: fn(Box<[u8]>) -> zmq::Message = <zmq::Message as std::convert::From<Box<[u8]>>>::from; }
fn item_136()  { let _: fn(Vec<u8>) -> zmq::Message = <zmq::Message as std::convert::From<Vec<u8>>>::from; }
fn item_137()  { fn is<X: std::fmt::Debug>() {} is::<zmq::Message>(); }
fn item_138()  { fn is<X: std::ops::Deref>() {} is::<zmq::Message>(); }
fn item_139()  { let _: fn(&<zmq::Message as std::ops::Deref>::Target) -> &[u8] = |value| value; }
fn item_140()  { fn is<X: std::ops::DerefMut>() {} is::<zmq::Message>(); }
fn item_141()  { fn is<X: std::ops::Drop>() {} is::<zmq::Message>(); }
fn item_142<'a, T>() where T: std::convert::Into<zmq::Message> + std::clone::Clone, T: 'a { let _: fn(&'a T) -> zmq::Message = <zmq::Message as std::convert::From<&'a T>>::from; }
fn item_143<'a>()  { let _: fn(&'a [u8]) -> zmq::Message = <zmq::Message as std::convert::From<&'a [u8]>>::from; }
fn item_144<'a>()  { let _: fn(&'a String) -> zmq::Message = <zmq::Message as std::convert::From<&'a String>>::from; }
fn item_145<'a>()  { let _: fn(&'a str) -> zmq::Message = <zmq::Message as std::convert::From<&'a str>>::from; }
fn item_146()  { fn is<X: std::marker::Send>() {} is::<zmq::Message>(); }
fn item_147()  { fn is<X: std::marker::Sync>() {} is::<zmq::Message>(); }
fn item_148()  { fn is<X: std::marker::Unpin>() {} is::<zmq::Message>(); }
fn item_149()  { fn is<X: std::panic::RefUnwindSafe>() {} is::<zmq::Message>(); }
fn item_150()  { fn is<X: std::panic::UnwindSafe>() {} is::<zmq::Message>(); }
fn item_151()  { let _ = size_of::<zmq::PollEvents>(); }
fn item_152()  { const _: zmq::PollEvents = zmq::PollEvents::POLLERR; }
fn item_153()  { const _: zmq::PollEvents = zmq::PollEvents::POLLIN; }
fn item_154()  { const _: zmq::PollEvents = zmq::PollEvents::POLLOUT; }
fn item_155()  { let _: fn() -> zmq::PollEvents = <zmq::PollEvents>::all; }
fn item_156()  { const _: zmq::PollEvents = <zmq::PollEvents>::all(); }
fn item_157()  { let _: fn(&zmq::PollEvents) -> i16 = <zmq::PollEvents>::bits; }
fn item_158()  { const _: i16 = <zmq::PollEvents>::bits(&zmq::POLLIN); }
fn item_159()  { let _: fn(zmq::PollEvents) -> zmq::PollEvents = <zmq::PollEvents>::complement; }
fn item_160()  { const _: zmq::PollEvents = <zmq::PollEvents>::complement(zmq::POLLIN); }
fn item_161()  { let _: fn(&zmq::PollEvents, zmq::PollEvents) -> bool = <zmq::PollEvents>::contains; }
fn item_162()  { const _: bool = <zmq::PollEvents>::contains(&zmq::POLLIN, zmq::POLLIN); }
fn item_163()  { let _: fn(zmq::PollEvents, zmq::PollEvents) -> zmq::PollEvents = <zmq::PollEvents>::difference; }
fn item_164()  { const _: zmq::PollEvents = <zmq::PollEvents>::difference(zmq::POLLIN, zmq::POLLIN); }
fn item_165()  { let _: fn() -> zmq::PollEvents = <zmq::PollEvents>::empty; }
fn item_166()  { const _: zmq::PollEvents = <zmq::PollEvents>::empty(); }
fn item_167()  { let _: fn(i16) -> Option<zmq::PollEvents> = <zmq::PollEvents>::from_bits; }
fn item_168()  { const _: Option<zmq::PollEvents> = <zmq::PollEvents>::from_bits(1); }
fn item_169()  { let _: fn(i16) -> zmq::PollEvents = <zmq::PollEvents>::from_bits_truncate; }
fn item_170()  { const _: zmq::PollEvents = <zmq::PollEvents>::from_bits_truncate(1); }
fn item_171()  { let _: unsafe fn(i16) -> zmq::PollEvents = <zmq::PollEvents>::from_bits_unchecked; }
fn item_172()  { const _: zmq::PollEvents = unsafe { <zmq::PollEvents>::from_bits_unchecked(1) }; }
fn item_173()  { let _: fn(&mut zmq::PollEvents, zmq::PollEvents) -> () = <zmq::PollEvents>::insert; }
fn item_174()  { let _: fn(zmq::PollEvents, zmq::PollEvents) -> zmq::PollEvents = <zmq::PollEvents>::intersection; }
fn item_175()  { const _: zmq::PollEvents = <zmq::PollEvents>::intersection(zmq::POLLIN, zmq::POLLIN); }
fn item_176()  { let _: fn(&zmq::PollEvents, zmq::PollEvents) -> bool = <zmq::PollEvents>::intersects; }
fn item_177()  { const _: bool = <zmq::PollEvents>::intersects(&zmq::POLLIN, zmq::POLLIN); }
fn item_178()  { let _: fn(&zmq::PollEvents) -> bool = <zmq::PollEvents>::is_all; }
fn item_179()  { const _: bool = <zmq::PollEvents>::is_all(&zmq::POLLIN); }
fn item_180()  { let _: fn(&zmq::PollEvents) -> bool = <zmq::PollEvents>::is_empty; }
fn item_181()  { const _: bool = <zmq::PollEvents>::is_empty(&zmq::POLLIN); }
fn item_182()  { let _: fn(&mut zmq::PollEvents, zmq::PollEvents) -> () = <zmq::PollEvents>::remove; }
fn item_183()  { let _: fn(&mut zmq::PollEvents, zmq::PollEvents, bool) -> () = <zmq::PollEvents>::set; }
fn item_184()  { let _: fn(zmq::PollEvents, zmq::PollEvents) -> zmq::PollEvents = <zmq::PollEvents>::symmetric_difference; }
fn item_185()  { const _: zmq::PollEvents = <zmq::PollEvents>::symmetric_difference(zmq::POLLIN, zmq::POLLIN); }
fn item_186()  { let _: fn(&mut zmq::PollEvents, zmq::PollEvents) -> () = <zmq::PollEvents>::toggle; }
fn item_187()  { let _: fn(zmq::PollEvents, zmq::PollEvents) -> zmq::PollEvents = <zmq::PollEvents>::union; }
fn item_188()  { const _: zmq::PollEvents = <zmq::PollEvents>::union(zmq::POLLIN, zmq::POLLIN); }
fn item_189()  { fn is<X: std::clone::Clone>() {} is::<zmq::PollEvents>(); }
fn item_190()  { fn is<X: std::cmp::Eq>() {} is::<zmq::PollEvents>(); }
fn item_191()  { fn is<X: std::cmp::Ord>() {} is::<zmq::PollEvents>(); }
fn item_192()  { fn is<X: std::cmp::PartialEq>() {} is::<zmq::PollEvents>(); }
fn item_193()  { fn is<X: std::cmp::PartialOrd>() {} is::<zmq::PollEvents>(); }
fn item_194()  { fn is<X: std::fmt::Binary>() {} is::<zmq::PollEvents>(); }
fn item_195()  { fn is<X: std::fmt::Debug>() {} is::<zmq::PollEvents>(); }
fn item_196()  { fn is<X: std::fmt::LowerHex>() {} is::<zmq::PollEvents>(); }
fn item_197()  { fn is<X: std::fmt::Octal>() {} is::<zmq::PollEvents>(); }
fn item_198()  { fn is<X: std::fmt::UpperHex>() {} is::<zmq::PollEvents>(); }
fn item_199()  { fn is<X: std::hash::Hash>() {} is::<zmq::PollEvents>(); }
fn item_200()  { fn is<X: std::iter::Extend<zmq::PollEvents>>() {} is::<zmq::PollEvents>(); }
fn item_201()  { fn is<X: std::iter::FromIterator<zmq::PollEvents>>() {} is::<zmq::PollEvents>(); }
fn item_202()  { fn is<X: std::marker::Copy>() {} is::<zmq::PollEvents>(); }
fn item_203()  { fn is<X: std::ops::Sub>() {} is::<zmq::PollEvents>(); }
fn item_204()  { let _: fn(&<zmq::PollEvents as std::ops::Sub>::Output) -> &zmq::PollEvents = |value| value; }
fn item_205()  { fn is<X: std::ops::SubAssign>() {} is::<zmq::PollEvents>(); }
fn item_206()  { fn is<X: std::ops::BitAnd>() {} is::<zmq::PollEvents>(); }
fn item_207()  { let _: fn(&<zmq::PollEvents as std::ops::BitAnd>::Output) -> &zmq::PollEvents = |value| value; }
fn item_208()  { fn is<X: std::ops::BitAndAssign>() {} is::<zmq::PollEvents>(); }
fn item_209()  { fn is<X: std::ops::BitOr>() {} is::<zmq::PollEvents>(); }
fn item_210()  { let _: fn(&<zmq::PollEvents as std::ops::BitOr>::Output) -> &zmq::PollEvents = |value| value; }
fn item_211()  { fn is<X: std::ops::BitOrAssign>() {} is::<zmq::PollEvents>(); }
fn item_212()  { fn is<X: std::ops::BitXor>() {} is::<zmq::PollEvents>(); }
fn item_213()  { let _: fn(&<zmq::PollEvents as std::ops::BitXor>::Output) -> &zmq::PollEvents = |value| value; }
fn item_214()  { fn is<X: std::ops::BitXorAssign>() {} is::<zmq::PollEvents>(); }
fn item_215()  { fn is<X: std::ops::Not>() {} is::<zmq::PollEvents>(); }
fn item_216()  { let _: fn(&<zmq::PollEvents as std::ops::Not>::Output) -> &zmq::PollEvents = |value| value; }
fn item_217()  { fn is<X: std::marker::Send>() {} is::<zmq::PollEvents>(); }
fn item_218()  { fn is<X: std::marker::Sync>() {} is::<zmq::PollEvents>(); }
fn item_219()  { fn is<X: std::marker::Unpin>() {} is::<zmq::PollEvents>(); }
fn item_220()  { fn is<X: std::panic::RefUnwindSafe>() {} is::<zmq::PollEvents>(); }
fn item_221()  { fn is<X: std::panic::UnwindSafe>() {} is::<zmq::PollEvents>(); }
fn item_222()  { let _ = size_of::<zmq::PollItem<'static>>(); }
fn item_223<'a>()  { let _: fn(std::os::fd::RawFd, zmq::PollEvents) -> zmq::PollItem<'a> = <zmq::PollItem<'a>>::from_fd; }
fn item_224<'a>()  { let _: fn(&zmq::PollItem<'a>) -> zmq::PollEvents = <zmq::PollItem<'a>>::get_revents; }
fn item_225<'a>()  { let _: fn(&zmq::PollItem<'a>, std::os::fd::RawFd) -> bool = <zmq::PollItem<'a>>::has_fd; }
fn item_226<'a>()  { let _: fn(&zmq::PollItem<'a>, &zmq::Socket) -> bool = <zmq::PollItem<'a>>::has_socket; }
fn item_227<'a>()  { let _: fn(&zmq::PollItem<'a>) -> bool = <zmq::PollItem<'a>>::is_error; }
fn item_228<'a>()  { let _: fn(&zmq::PollItem<'a>) -> bool = <zmq::PollItem<'a>>::is_readable; }
fn item_229<'a>()  { let _: fn(&zmq::PollItem<'a>) -> bool = <zmq::PollItem<'a>>::is_writable; }
fn item_230<'a>()  { let _: fn(&mut zmq::PollItem<'a>, zmq::PollEvents) -> () = <zmq::PollItem<'a>>::set_events; }
fn item_231<'a>()  { trait Either<M> { fn named() {} } impl<T: ?Sized> Either<()> for T {} struct Both; impl<T: ?Sized + std::marker::Send> Either<Both> for T {} <zmq::PollItem<'a> as Either<_>>::named(); }
fn item_232<'a>()  { trait Either<M> { fn named() {} } impl<T: ?Sized> Either<()> for T {} struct Both; impl<T: ?Sized + std::marker::Sync> Either<Both> for T {} <zmq::PollItem<'a> as Either<_>>::named(); }
fn item_233<'a>()  { fn is<X: std::marker::Unpin>() {} is::<zmq::PollItem<'a>>(); }
fn item_234<'a>()  { fn is<X: std::panic::RefUnwindSafe>() {} is::<zmq::PollItem<'a>>(); }
fn item_235<'a>()  { fn is<X: std::panic::UnwindSafe>() {} is::<zmq::PollItem<'a>>(); }
fn item_236()  { let _ = size_of::<zmq::Socket>(); }
fn item_237()  { let _: fn(&mut zmq::Socket) -> *mut std::ffi::c_void = <zmq::Socket>::as_mut_ptr; }
fn item_238()  { let _: fn(&zmq::Socket, zmq::PollEvents) -> zmq::PollItem<'_> = <zmq::Socket>::as_poll_item; }
fn item_239()  { let _: fn(&zmq::Socket, &str) -> zmq::Result<()> = <zmq::Socket>::bind; }
fn item_240()  { let _: fn(&zmq::Socket, &str) -> zmq::Result<()> = <zmq::Socket>::connect; }
fn item_241()  { let _: fn(&zmq::Socket, &str) -> zmq::Result<()> = <zmq::Socket>::disconnect; }
fn item_242()  { let _: unsafe fn(*mut std::ffi::c_void) -> zmq::Socket = <zmq::Socket>::from_raw; }
fn item_243()  { let _: fn(&zmq::Socket) -> zmq::Result<u64> = <zmq::Socket>::get_affinity; }
fn item_244()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_backlog; }
fn item_245()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_connect_timeout; }
fn item_246()  { let _: fn(&zmq::Socket) -> zmq::Result<Vec<u8>> = <zmq::Socket>::get_curve_publickey; }
fn item_247()  { let _: fn(&zmq::Socket) -> zmq::Result<Vec<u8>> = <zmq::Socket>::get_curve_secretkey; }
fn item_248()  { let _: fn(&zmq::Socket) -> zmq::Result<Vec<u8>> = <zmq::Socket>::get_curve_serverkey; }
fn item_249()  { let _: fn(&zmq::Socket) -> zmq::Result<zmq::PollEvents> = <zmq::Socket>::get_events; }
fn item_250()  { let _: fn(&zmq::Socket) -> zmq::Result<std::os::fd::RawFd> = <zmq::Socket>::get_fd; }
fn item_251()  { let _: fn(&zmq::Socket) -> zmq::Result<Result<String, Vec<u8>>> = <zmq::Socket>::get_gssapi_principal; }
fn item_252()  { let _: fn(&zmq::Socket) -> zmq::Result<Result<String, Vec<u8>>> = <zmq::Socket>::get_gssapi_service_principal; }
fn item_253()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_handshake_ivl; }
fn item_254()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_heartbeat_ivl; }
fn item_255()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_heartbeat_timeout; }
fn item_256()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_heartbeat_ttl; }
fn item_257()  { let _: fn(&zmq::Socket) -> zmq::Result<Vec<u8>> = <zmq::Socket>::get_identity; }
fn item_258()  { let _: fn(&zmq::Socket) -> zmq::Result<Result<String, Vec<u8>>> = <zmq::Socket>::get_last_endpoint; }
fn item_259()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_linger; }
fn item_260()  { let _: fn(&zmq::Socket) -> zmq::Result<i64> = <zmq::Socket>::get_maxmsgsize; }
fn item_261()  { let _: fn(&zmq::Socket) -> zmq::Result<zmq::Mechanism> = <zmq::Socket>::get_mechanism; }
fn item_262()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_multicast_hops; }
fn item_263()  { let _: fn(&zmq::Socket) -> zmq::Result<Result<String, Vec<u8>>> = <zmq::Socket>::get_plain_password; }
fn item_264()  { let _: fn(&zmq::Socket) -> zmq::Result<Result<String, Vec<u8>>> = <zmq::Socket>::get_plain_username; }
fn item_265()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_rate; }
fn item_266()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_rcvbuf; }
fn item_267()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_rcvhwm; }
fn item_268()  { let _: fn(&zmq::Socket) -> zmq::Result<bool> = <zmq::Socket>::get_rcvmore; }
fn item_269()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_rcvtimeo; }
fn item_270()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_reconnect_ivl; }
fn item_271()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_reconnect_ivl_max; }
fn item_272()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_recovery_ivl; }
fn item_273()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_sndbuf; }
fn item_274()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_sndhwm; }
fn item_275()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_sndtimeo; }
fn item_276()  { let _: fn(&zmq::Socket) -> zmq::Result<zmq::SocketType> = <zmq::Socket>::get_socket_type; }
fn item_277()  { let _: fn(&zmq::Socket) -> zmq::Result<Result<String, Vec<u8>>> = <zmq::Socket>::get_socks_proxy; }
fn item_278()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_tcp_keepalive; }
fn item_279()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_tcp_keepalive_cnt; }
fn item_280()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_tcp_keepalive_idle; }
fn item_281()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_tcp_keepalive_intvl; }
fn item_282()  { let _: fn(&zmq::Socket) -> zmq::Result<i32> = <zmq::Socket>::get_tos; }
fn item_283()  { let _: fn(&zmq::Socket) -> zmq::Result<Result<String, Vec<u8>>> = <zmq::Socket>::get_zap_domain; }
fn item_284()  { let _: fn(zmq::Socket) -> *mut std::ffi::c_void = <zmq::Socket>::into_raw; }
fn item_285()  { let _: fn(&zmq::Socket) -> zmq::Result<bool> = <zmq::Socket>::is_conflate; }
fn item_286()  { let _: fn(&zmq::Socket) -> zmq::Result<bool> = <zmq::Socket>::is_curve_server; }
fn item_287()  { let _: fn(&zmq::Socket) -> zmq::Result<bool> = <zmq::Socket>::is_gssapi_plaintext; }
fn item_288()  { let _: fn(&zmq::Socket) -> zmq::Result<bool> = <zmq::Socket>::is_gssapi_server; }
fn item_289()  { let _: fn(&zmq::Socket) -> zmq::Result<bool> = <zmq::Socket>::is_immediate; }
fn item_290()  { let _: fn(&zmq::Socket) -> zmq::Result<bool> = <zmq::Socket>::is_ipv6; }
fn item_291()  { let _: fn(&zmq::Socket) -> zmq::Result<bool> = <zmq::Socket>::is_plain_server; }
fn item_292()  { let _: fn(&zmq::Socket) -> zmq::Result<bool> = <zmq::Socket>::is_probe_router; }
fn item_293()  { let _: fn(&zmq::Socket) -> zmq::Result<bool> = <zmq::Socket>::is_router_handover; }
fn item_294()  { let _: fn(&zmq::Socket) -> zmq::Result<bool> = <zmq::Socket>::is_router_mandatory; }
fn item_295()  { let _: fn(&zmq::Socket, &str, i32) -> zmq::Result<()> = <zmq::Socket>::monitor; }
fn item_296()  { let _: fn(&zmq::Socket, zmq::PollEvents, i64) -> zmq::Result<i32> = <zmq::Socket>::poll; }
fn item_297()  { let _: fn(&zmq::Socket, &mut zmq::Message, i32) -> zmq::Result<()> = <zmq::Socket>::recv; }
fn item_298()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<Vec<u8>> = <zmq::Socket>::recv_bytes; }
fn item_299()  { let _: fn(&zmq::Socket, &mut [u8], i32) -> zmq::Result<usize> = <zmq::Socket>::recv_into; }
fn item_300()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<zmq::Message> = <zmq::Socket>::recv_msg; }
fn item_301()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<Vec<Vec<u8>>> = <zmq::Socket>::recv_multipart; }
fn item_302()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<Result<String, Vec<u8>>> = <zmq::Socket>::recv_string; }
fn item_303<T>() where T: zmq::Sendable { let _: fn(&zmq::Socket, T, i32) -> zmq::Result<()> = <zmq::Socket>::send; }
fn item_304()  { let _: fn(&zmq::Socket, zmq::Message, i32) -> zmq::Result<()> = <zmq::Socket>::send_msg; }
fn item_305<I, T>() where I: std::iter::IntoIterator<Item = T>, T: std::convert::Into<zmq::Message> { let _: fn(&zmq::Socket, I, i32) -> zmq::Result<()> = <zmq::Socket>::send_multipart; }
fn item_306()  { let _: fn(&zmq::Socket, &str, i32) -> zmq::Result<()> = <zmq::Socket>::send_str; }
fn item_307()  { let _: fn(&zmq::Socket, u64) -> zmq::Result<()> = <zmq::Socket>::set_affinity; }
fn item_308()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_backlog; }
fn item_309()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_conflate; }
fn item_310()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_connect_timeout; }
fn item_311()  { let _: fn(&zmq::Socket, &[u8]) -> zmq::Result<()> = <zmq::Socket>::set_curve_publickey; }
fn item_312()  { let _: fn(&zmq::Socket, &[u8]) -> zmq::Result<()> = <zmq::Socket>::set_curve_secretkey; }
fn item_313()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_curve_server; }
fn item_314()  { let _: fn(&zmq::Socket, &[u8]) -> zmq::Result<()> = <zmq::Socket>::set_curve_serverkey; }
fn item_315()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_gssapi_plaintext; }
fn item_316()  { let _: fn(&zmq::Socket, &str) -> zmq::Result<()> = <zmq::Socket>::set_gssapi_principal; }
fn item_317()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_gssapi_server; }
fn item_318()  { let _: fn(&zmq::Socket, &str) -> zmq::Result<()> = <zmq::Socket>::set_gssapi_service_principal; }
fn item_319()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_handshake_ivl; }
fn item_320()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_heartbeat_ivl; }
fn item_321()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_heartbeat_timeout; }
fn item_322()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_heartbeat_ttl; }
fn item_323()  { let _: fn(&zmq::Socket, &[u8]) -> zmq::Result<()> = <zmq::Socket>::set_identity; }
fn item_324()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_immediate; }
fn item_325()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_ipv6; }
fn item_326()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_linger; }
fn item_327()  { let _: fn(&zmq::Socket, i64) -> zmq::Result<()> = <zmq::Socket>::set_maxmsgsize; }
fn item_328()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_multicast_hops; }
fn item_329()  { let _: fn(&zmq::Socket, Option<&str>) -> zmq::Result<()> = <zmq::Socket>::set_plain_password; }
fn item_330()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_plain_server; }
fn item_331()  { let _: fn(&zmq::Socket, Option<&str>) -> zmq::Result<()> = <zmq::Socket>::set_plain_username; }
fn item_332()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_probe_router; }
fn item_333()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_rate; }
fn item_334()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_rcvbuf; }
fn item_335()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_rcvhwm; }
fn item_336()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_rcvtimeo; }
fn item_337()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_reconnect_ivl; }
fn item_338()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_reconnect_ivl_max; }
fn item_339()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_recovery_ivl; }
fn item_340()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_req_correlate; }
fn item_341()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_req_relaxed; }
fn item_342()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_router_handover; }
fn item_343()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_router_mandatory; }
fn item_344()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_sndbuf; }
fn item_345()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_sndhwm; }
fn item_346()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_sndtimeo; }
fn item_347()  { let _: fn(&zmq::Socket, Option<&str>) -> zmq::Result<()> = <zmq::Socket>::set_socks_proxy; }
fn item_348()  { let _: fn(&zmq::Socket, &[u8]) -> zmq::Result<()> = <zmq::Socket>::set_subscribe; }
fn item_349()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_tcp_keepalive; }
fn item_350()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_tcp_keepalive_cnt; }
fn item_351()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_tcp_keepalive_idle; }
fn item_352()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_tcp_keepalive_intvl; }
fn item_353()  { let _: fn(&zmq::Socket, i32) -> zmq::Result<()> = <zmq::Socket>::set_tos; }
fn item_354()  { let _: fn(&zmq::Socket, &[u8]) -> zmq::Result<()> = <zmq::Socket>::set_unsubscribe; }
fn item_355()  { let _: fn(&zmq::Socket, bool) -> zmq::Result<()> = <zmq::Socket>::set_xpub_verbose; }
fn item_356()  { let _: fn(&zmq::Socket, Option<&str>) -> zmq::Result<()> = <zmq::Socket>::set_xpub_welcome_msg; }
fn item_357()  { let _: fn(&zmq::Socket, &str) -> zmq::Result<()> = <zmq::Socket>::set_zap_domain; }
fn item_358()  { let _: fn(&zmq::Socket, &str) -> zmq::Result<()> = <zmq::Socket>::unbind; }
fn item_359()  { fn is<X: std::marker::Send>() {} is::<zmq::Socket>(); }
fn item_360()  { fn is<X: std::ops::Drop>() {} is::<zmq::Socket>(); }
fn item_361()  { fn is<X: std::os::fd::AsRawFd>() {} is::<zmq::Socket>(); }
fn item_362()  { trait Either<M> { fn named() {} } impl<T: ?Sized> Either<()> for T {} struct Both; impl<T: ?Sized + std::marker::Sync> Either<Both> for T {} <zmq::Socket as Either<_>>::named(); }
fn item_363()  { fn is<X: std::marker::Unpin>() {} is::<zmq::Socket>(); }
fn item_364()  { fn is<X: std::panic::RefUnwindSafe>() {} is::<zmq::Socket>(); }
fn item_365()  { fn is<X: std::panic::UnwindSafe>() {} is::<zmq::Socket>(); }
fn item_366()  { const _: zmq::PollEvents = zmq::POLLERR; }
fn item_367()  { const _: zmq::PollEvents = zmq::POLLIN; }
fn item_368()  { const _: zmq::PollEvents = zmq::POLLOUT; }
fn item_369()  { let _: &'static i32 = &zmq::DONTWAIT; }
fn item_370()  { let _: &'static i32 = &zmq::SNDMORE; }
fn item_371<T: zmq::Sendable>()  { let _: fn(T, &zmq::Socket, i32) -> zmq::Result<()> = zmq::Sendable::send; }
fn item_372<T>() where T: std::convert::Into<zmq::Message> { let _: fn(T, &zmq::Socket, i32) -> zmq::Result<()> = <T as zmq::Sendable>::send; }
fn item_373()  { let _: fn(&str) -> Option<bool> = zmq::has; }
fn item_374()  { let _: fn(&mut [zmq::PollItem<'_>], i64) -> zmq::Result<i32> = zmq::poll; }
fn item_375()  { let _: fn(&zmq::Socket, &zmq::Socket) -> zmq::Result<()> = zmq::proxy; }
fn item_376()  { let _: fn(&mut zmq::Socket, &mut zmq::Socket, &mut zmq::Socket) -> zmq::Result<()> = zmq::proxy_steerable; }
fn item_377()  { let _: fn(&mut zmq::Socket, &mut zmq::Socket, &mut zmq::Socket, &mut zmq::Socket) -> zmq::Result<()> = zmq::proxy_steerable_with_capture; }
fn item_378()  { let _: fn(&mut zmq::Socket, &mut zmq::Socket, &mut zmq::Socket) -> zmq::Result<()> = zmq::proxy_with_capture; }
fn item_379()  { let _: fn() -> (i32, i32, i32) = zmq::version; }
fn item_380()  { let _: fn(&str) -> Result<Vec<u8>, zmq::DecodeError> = zmq::z85_decode; }
fn item_381()  { let _: fn(&[u8]) -> Result<String, zmq::EncodeError> = zmq::z85_encode; }
fn item_382()  { let _: fn(zmq::Result<u8>) -> std::result::Result<u8, zmq::Error> = |value| value; }
