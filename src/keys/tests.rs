use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

const PUBLIC: &str = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7";
const SECRET: &str = "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6";
const SECRET_HEX: &str = "8e0bdd697628b91d8f245587ee95c5b04d48963f79259877b49cd9063aead3b7";

#[test]
fn texts_and_bytes_agree() {
    let secret = SecretKey::from_z85(SECRET).unwrap();
    assert_eq!(&*secret.to_hex(), SECRET_HEX);
    assert_eq!(SecretKey::from_hex(SECRET_HEX).unwrap(), secret);
    assert_eq!(SECRET_HEX.to_uppercase().parse::<SecretKey>().unwrap(), secret);
    assert_eq!(SecretKey::from_bytes(*secret.as_bytes()), secret);
    assert_eq!(SecretKey::try_from(SECRET.as_bytes()).unwrap(), secret);
    assert_eq!(SecretKey::try_from(&secret.as_bytes()[..]).unwrap(), secret);

    let public: PublicKey = PUBLIC.parse().unwrap();
    assert_eq!(public.to_z85(), PUBLIC);
    assert_eq!(format!("{public:?}"), format!("PublicKey({PUBLIC})"));
    assert_eq!(PublicKey::try_from(PUBLIC.as_bytes()).unwrap(), public);
    assert_eq!(PublicKey::from(*public.as_bytes()), public);
    assert!(HashSet::from([public]).contains(&public));
}

#[test]
fn errors_name_what_was_wrong() {
    let of = |text: &str| text.parse::<PublicKey>().unwrap_err();
    assert_eq!(of(""), KeyError::TextLength { length: 0 });
    assert_eq!(of(&PUBLIC[1..]), KeyError::TextLength { length: 39 });
    assert_eq!(of(&format!("{PUBLIC}\n")), KeyError::TextLength { length: 41 });
    let bad = Z85Error::Character { character: ' ', position: 1 };
    assert_eq!(of(&PUBLIC.replacen('q', " ", 1)), KeyError::Z85(bad));
    assert_eq!(of(&"#".repeat(40)), KeyError::Z85(Z85Error::Overflow { position: 0 }));
    assert_eq!(of(&SECRET_HEX.replacen('e', "g", 1)), KeyError::Hex { character: 'g', position: 1 });
    assert_eq!(PublicKey::from_hex("ab").unwrap_err(), KeyError::TextLength { length: 2 });
    assert_eq!(PublicKey::from_z85(SECRET_HEX).unwrap_err(), KeyError::TextLength { length: 64 });
    assert_eq!(PublicKey::try_from(&[0_u8; 41][..]).unwrap_err(), KeyError::ByteLength { length: 41 });
}

#[test]
fn nothing_secret_is_printed() {
    let pair = KeyPair::new(PUBLIC.parse().unwrap(), SECRET.parse().unwrap());
    let printed = format!("{pair:?} {pair:#?} {:?}", pair.secret().to_z85());
    assert!(!printed.contains("JTKV") && !printed.contains("8e0b") && !printed.contains("142"), "{printed}");
    let (public, secret) = pair.clone().into_parts();
    assert_eq!((public, &secret), (pair.public(), pair.secret()));
}

#[test]
fn secrets_differ_by_any_byte() {
    let zero = SecretKey::from_bytes([0; 32]);
    for position in 0..32 {
        let mut bytes = [0; 32];
        bytes[position] = 0x80;
        assert_ne!(SecretKey::from_bytes(bytes), zero);
    }
    assert_eq!(zero.clone(), zero);
}

proptest! {
    #[test]
    fn any_key_comes_back(bytes: [u8; 32]) {
        let key = PublicKey::from_bytes(bytes);
        prop_assert_eq!(PublicKey::from_z85(&key.to_z85()).unwrap(), key);
        prop_assert_eq!(PublicKey::from_hex(&key.to_hex()).unwrap(), key);
        let secret = SecretKey::from_bytes(bytes);
        prop_assert_eq!(secret.to_z85().parse::<SecretKey>().unwrap(), secret.clone());
        prop_assert_eq!(secret.to_hex().parse::<SecretKey>().unwrap(), secret);
    }

    #[test]
    fn any_text_is_answered(text in prop_oneof![any::<String>(), "[ -~é]{40}", "[0-9a-g]{64}"]) {
        if let Ok(key) = text.parse::<PublicKey>() {
            prop_assert!(key.to_z85() == text || key.to_hex() == text.to_lowercase());
        }
    }
}
