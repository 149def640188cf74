//! IP addresses and subnets.

use std::net::IpAddr;

use super::piece::{Fault, Piece, Slot, shown};

/// A range of addresses, as in `10.0.0.0/24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subnet {
    /// The address as it is written; bits behind the prefix may be set.
    pub address: IpAddr,
    /// How many bits all addresses share.
    pub prefix: u8,
}

/// Reads an IP address. Brackets around one of version 6 are taken off.
pub fn parse(piece: Piece<'_>) -> Result<Slot<IpAddr>, Fault> {
    piece.read(|piece, text| {
        read(text).ok_or_else(|| piece.fault(format!("{} is no IP address", shown(text))))
    })
}

pub(super) fn read(text: &str) -> Option<IpAddr> {
    let inner = text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    inner.unwrap_or(text).parse().ok()
}

impl Subnet {
    /// Reads `address/bits`.
    pub fn parse(piece: Piece<'_>) -> Result<Slot<Self>, Fault> {
        piece.read(|piece, text| {
            let Some((address, bits)) = piece.split_once('/') else {
                let message = format!("{} is no subnet: it has no `/` and length", shown(text));
                return Err(piece.fault(message));
            };
            let Ok(ip) = address.text().parse::<IpAddr>() else {
                let message = format!("{} is no IP address", shown(address.text()));
                return Err(address.fault(message));
            };
            if bits.is_empty() {
                return Err(bits.fault("the prefix length is missing"));
            }
            let most = if ip.is_ipv4() { 32 } else { 128 };
            let digits = bits.text().bytes().all(|byte| byte.is_ascii_digit());
            let prefix = bits.text().parse().ok();
            match prefix.filter(|bits: &u8| digits && *bits <= most) {
                Some(prefix) => Ok(Self {
                    address: ip,
                    prefix,
                }),
                None => Err(bits.fault(format!(
                    "{} is no prefix length from 0 to {most}",
                    shown(bits.text())
                ))),
            }
        })
    }

    /// True if `address` is one of the subnet's.
    pub fn contains(self, address: IpAddr) -> bool {
        self.address.is_ipv4() == address.is_ipv4()
            && self.network(self.prefix) == Self { address, ..self }.network(self.prefix)
    }

    /// True if all addresses of `other` are among the subnet's.
    pub fn covers(self, other: Self) -> bool {
        self.prefix <= other.prefix && self.contains(other.address)
    }

    /// True if both have an address in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.covers(other) || other.covers(self)
    }

    /// True if the address is the first of the subnet: nothing is set behind the prefix.
    pub fn is_canonical(self) -> bool {
        let (bits, most) = bits(self.address);
        let shift = u32::from(most - self.prefix);
        // A prefix of nothing shifts all bits out.
        bits == self.network(self.prefix).checked_shl(shift).unwrap_or(0)
    }

    /// The first `prefix` bits of the address.
    fn network(self, prefix: u8) -> u128 {
        let (bits, most) = bits(self.address);
        bits.checked_shr(u32::from(most - prefix)).unwrap_or(0)
    }
}

fn bits(address: IpAddr) -> (u128, u8) {
    match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
        IpAddr::V6(address) => (address.to_bits(), 128),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::{Expanded, Lookup};

    #[test]
    fn addresses_are_read() {
        let table = [
            ("127.0.0.1", Some("127.0.0.1")),
            ("::1", Some("::1")),
            ("[::1]", Some("::1")),
            ("127.0.0.01", None),
            ("10.0.0", None),
            ("256.1.1.1", None),
            ("localhost", None),
            ("", None),
        ];
        for (text, expected) in table {
            let found = read(text).map(|it| it.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    fn subnet(text: &str) -> Result<Slot<Subnet>, (String, String)> {
        let expanded = Expanded::of(text, &|_| Lookup::Unknown);
        Subnet::parse(expanded.all())
            .map_err(|fault| (fault.range.of(text).to_owned(), fault.message))
    }

    #[test]
    fn subnets_are_read() {
        for text in ["10.0.0.0/24", "0.0.0.0/0", "fd00::/8", "::/0", "1.2.3.4/32"] {
            let value = subnet(text).unwrap().value.unwrap();
            assert!(value.is_canonical(), "{text}");
            assert_eq!(format!("{}/{}", value.address, value.prefix), text);
        }
        assert!(!subnet("10.0.0.1/24").unwrap().value.unwrap().is_canonical());
        assert!(!subnet("10.0.0.${X}/24").unwrap().is_known());
        let table = [
            ("10.0.0/24", "10.0.0", "`10.0.0` is no IP address"),
            (
                "10.0.0.0",
                "10.0.0.0",
                "`10.0.0.0` is no subnet: it has no `/` and length",
            ),
            ("10.0.0.0/33", "33", "`33` is no prefix length from 0 to 32"),
            ("10.0.0.0/", "/", "the prefix length is missing"),
            ("::/129", "129", "`129` is no prefix length from 0 to 128"),
        ];
        for (text, place, message) in table {
            let fault = (place.to_owned(), message.to_owned());
            assert_eq!(subnet(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn subnets_are_compared() {
        let get = |text| subnet(text).unwrap().value.unwrap();
        assert!(get("10.0.0.0/8").overlaps(get("10.1.0.0/16")));
        assert!(get("10.1.0.0/16").overlaps(get("10.0.0.0/8")));
        assert!(!get("10.1.0.0/16").overlaps(get("10.2.0.0/16")));
        assert!(get("0.0.0.0/0").contains("1.2.3.4".parse().unwrap()));
        assert!(!get("0.0.0.0/0").contains("::1".parse().unwrap()));
        assert!(get("::/0").contains("::1".parse().unwrap()));
    }
}
