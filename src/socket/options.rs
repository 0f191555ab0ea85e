//! Getters and setters, expanded from the rows of the table, and access by name.

use super::Socket;
use crate::guard::guarded;
use crate::kind::{self, Capability, Kind};
use crate::options::{self, OptionInfo, OptionValue, Row, Setting, When, Wire, shape, shapes, table};
use crate::{Error, Result};

impl<K: Kind> Socket<K> {
    /// Whether the kind has an option: known from the type, or checked for a kind known at run time.
    #[inline]
    fn check_fit(&self, operation: &'static str, row: &Row) -> Result<()> {
        if K::STATIC.is_none()
            && !self.kind().can(row.capability)
            && guarded!("b07_router_mandatory_on_rep" "b07_xpub_manual_on_pub")
        {
            return Err(options::unfit(operation, row, self.kind()));
        }
        Ok(())
    }

    fn set_row(&self, operation: &'static str, row: &Row, setting: Result<Setting, Box<str>>) -> Result<()> {
        self.check_fit(operation, row)?;
        let refused = |reason| Error::Option { operation, option: row.c_name, reason };
        if row.when == When::Before
            && self.state.is_attached()
            && guarded!("b07_immediate_after_connect" "b07_conflate_after_connect")
        {
            return Err(refused("it must be set before the socket's first bind or connect".into()));
        }
        let setting = setting.map_err(refused)?;
        let fail = |errno| Error::option(operation, row.c_name, errno);
        setting.apply(&self.raw, row.id).map_err(fail)?;
        self.state.note(&self.raw, row.id, &setting).map_err(fail)
    }

    /// Reads an option by its name, here or in C; see [`options`](crate::options).
    ///
    /// # Errors
    /// When there is no such option, or it cannot be read.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, PUSH, options::OptionValue};
    ///
    /// let push = Context::new()?.socket(PUSH)?;
    /// assert_eq!(push.option("sndhwm")?, OptionValue::Int(1000));
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_getsockopt")]
    #[doc(alias = "getsockopt")]
    pub fn option(&self, name: &str) -> Result<OptionValue> {
        const OPERATION: &str = "option";
        let info = find(OPERATION, name)?;
        if info.access() == options::Access::Write {
            return Err(Error::Option {
                operation: OPERATION,
                option: info.c_name(),
                reason: "it cannot be read".into(),
            });
        }
        let fail = |errno| Error::option(OPERATION, info.c_name(), errno);
        Ok(match info.wire {
            Wire::Int => OptionValue::Int(shape::Int::decode(&self.raw, info.id()).map_err(fail)?.into()),
            Wire::Long => OptionValue::Int(shape::Mask::decode(&self.raw, info.id()).map_err(fail)?.cast_signed()),
            // Descriptors are ints but on 64-bit Windows, where they fit an i64 all the same.
            #[allow(clippy::unnecessary_cast)]
            Wire::Fd => OptionValue::Int(shape::Fd::decode(&self.raw, info.id()).map_err(fail)? as i64),
            Wire::Bytes => OptionValue::Bytes(shape::Bytes::decode(&self.raw, info.id()).map_err(fail)?),
            Wire::Text | Wire::Password => {
                let text = shape::OptText::decode(&self.raw, info.id()).map_err(fail)?;
                OptionValue::Bytes(text.unwrap_or_default().into_bytes())
            }
            Wire::Key | Wire::SecretKey => {
                let key = shape::Public::decode(&self.raw, info.id()).map_err(fail)?;
                OptionValue::Bytes(key.as_bytes().to_vec())
            }
        })
    }

    /// Sets an option by its name, here or in C; see [`options`](crate::options). Numbers are in C's unit: milliseconds
    /// for most durations, −1 where C has it.
    ///
    /// # Errors
    /// When there is no such option, it cannot be set, not at this time or on this kind, or it does not take the value.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, SUB};
    ///
    /// let sub = Context::new()?.socket(SUB)?;
    /// sub.set_option("ZMQ_SUBSCRIBE", "weather.")?;
    /// sub.set_option("linger", 100)?;
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_setsockopt")]
    #[doc(alias = "setsockopt")]
    pub fn set_option(&self, name: &str, value: impl Into<OptionValue>) -> Result<()> {
        const OPERATION: &str = "set_option";
        let info = find(OPERATION, name)?;
        if info.access() == options::Access::Read {
            return Err(Error::Option {
                operation: OPERATION,
                option: info.c_name(),
                reason: "it cannot be set".into(),
            });
        }
        if !info.applies_to(self.kind()) {
            return Err(options::unfit(OPERATION, &info.row, self.kind()));
        }
        self.set_row(OPERATION, &info.row, info.encode(&value.into()))
    }
}

fn find(operation: &'static str, name: &str) -> Result<&'static OptionInfo> {
    options::find(name).ok_or_else(|| Error::input(operation, format!("there is no socket option {name:?}")))
}

macro_rules! row {
    ($capability:ident $when:ident $id:literal $c_name:literal) => {
        Row { id: $id, c_name: $c_name, capability: Capability::$capability, when: When::$when }
    };
}

macro_rules! getter {
    ($capability:ident [$($meta:tt)*] $when:ident $name:ident $shape:ident $id:literal $c_name:literal) => {
        $($meta)*
        ///
        /// # Errors
        /// When the context was shut down, or this libzmq lacks the option.
        #[doc(alias = $c_name)]
        pub fn $name(&self) -> Result<shapes!(@get $shape)> {
            const ROW: Row = row!($capability $when $id $c_name);
            self.check_fit(stringify!($name), &ROW)?;
            shape::$shape::decode(&self.raw, ROW.id).map_err(|errno| Error::option(stringify!($name), ROW.c_name, errno))
        }
    };
}

macro_rules! setter {
    ($capability:ident [$($meta:tt)*] $when:ident $name:ident $shape:ident $id:literal $c_name:literal) => {
        $($meta)*
        ///
        #[doc = timing!($when)]
        ///
        /// # Errors
        /// [`Error::Option`] when the value cannot be taken, or not at this time.
        #[doc(alias = $c_name)]
        pub fn $name(&self, value: shapes!(@set $shape)) -> Result<()> {
            const ROW: Row = row!($capability $when $id $c_name);
            self.set_row(stringify!($name), &ROW, shape::$shape::encode(value))
        }
    };
}

macro_rules! timing {
    (Always) => {
        "It counts at once."
    };
    (Later) => {
        "It counts for later calls of `bind` and `connect`."
    };
    (Before) => {
        "It must be set before the first `bind` or `connect`."
    };
}

macro_rules! method {
    ($capability:ident [$($meta:tt)*] (Read $when:ident $name:ident: $shape:ident = $id:literal $c_name:literal $($samples:tt)?)) => {
        getter!($capability [$($meta)*] $when $name $shape $id $c_name);
    };
    ($capability:ident [$($meta:tt)*] (Write $when:ident $name:ident / $set:ident: $shape:ident = $id:literal $c_name:literal $($samples:tt)?)) => {
        setter!($capability [$($meta)*] $when $set $shape $id $c_name);
    };
    ($capability:ident [$($meta:tt)*] (ReadWrite $when:ident $name:ident / $set:ident: $shape:ident = $id:literal $c_name:literal $($samples:tt)?)) => {
        getter!($capability [$($meta)*] $when $name $shape $id $c_name);
        setter!($capability [$($meta)*] $when $set $shape $id $c_name);
    };
}

macro_rules! methods {
    ($group:ident $($capability:ident { $($(#[$doc:meta])* ($($row:tt)*))* })*) => {
        $(
            impl<K: kind::$capability> Socket<K> {
                $(method!($capability [$(#[$doc])*] ($($row)*));)*
            }
        )*
    };
}

table::general!(methods);
table::connection!(methods);
table::tcp!(methods);
table::security!(methods);
table::pubsub!(methods);
table::routing!(methods);
table::multicast!(methods);
table::legacy!(methods);
#[cfg(feature = "draft")]
table::draft!(methods);
