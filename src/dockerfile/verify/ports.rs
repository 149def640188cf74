//! `EXPOSE` arguments: `[ip:][hostport:]port[-port][/protocol]`.
//!
//! Source: "EXPOSE" of the Dockerfile reference; BuildKit also takes addresses and host ports.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::text::Range;

/// Why a port is refused, and which part of the text is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PortFault {
    pub id: &'static str,
    pub message: String,
    pub range: Range,
}

/// Judges one argument after expansion.
pub(super) fn fault(text: &str) -> Option<PortFault> {
    let fault = |id, message: String, start: usize, part: &str| {
        Some(PortFault {
            id,
            message,
            range: Range::new(start, start + part.len()),
        })
    };
    let (spec, protocol) = text.split_once('/').unwrap_or((text, ""));
    let known = ["", "tcp", "udp", "sctp"]
        .iter()
        .any(|it| protocol.eq_ignore_ascii_case(it));
    if !known {
        let message = format!("`{protocol}` is no protocol that Docker exposes");
        return fault("bad-protocol", message, spec.len() + 1, protocol);
    }
    let (host, port) = spec.rsplit_once(':').unwrap_or(("", spec));
    let port_at = spec.len() - port.len();
    if port.is_empty() {
        return fault("bad-port", format!("`{text}` names no port"), 0, text);
    }
    let ports = match port_range(port) {
        Ok(ports) => ports,
        Err(id) => return fault(id, port_message(id, port), port_at, port),
    };
    let (address, host_port) = match host.strip_prefix('[').and_then(|it| it.split_once(']')) {
        Some((address, rest)) => (address, rest.strip_prefix(':').unwrap_or(rest)),
        None => host.rsplit_once(':').unwrap_or(("", host)),
    };
    if !address.is_empty()
        && address.parse::<Ipv4Addr>().is_err()
        && address.parse::<Ipv6Addr>().is_err()
    {
        let at = text.find(address).unwrap_or(0);
        return fault(
            "bad-port",
            format!("`{address}` is no IP address"),
            at,
            address,
        );
    }
    if host_port.is_empty() {
        return None;
    }
    let at = host.len() - host_port.len();
    match port_range(host_port) {
        Err(id) => fault(id, port_message(id, host_port), at, host_port),
        Ok(range) if range.1 - range.0 != ports.1 - ports.0 && ports.0 != ports.1 => fault(
            "bad-port",
            "the two port ranges differ in length".to_owned(),
            0,
            spec,
        ),
        Ok(_) => None,
    }
}

fn port_message(id: &str, port: &str) -> String {
    match id {
        "port-out-of-range" if port.contains('-') => {
            format!("the port range `{port}` goes above 65535")
        }
        "port-out-of-range" => format!("port `{port}` is above 65535"),
        _ => format!("`{port}` is no port"),
    }
}

/// First and last port of a range.
fn port_range(text: &str) -> Result<(u32, u32), &'static str> {
    let (first, last) = match text.split_once('-') {
        Some((first, last)) if !first.is_empty() => (port(first)?, port(last)?),
        _ => (port(text)?, port(text)?),
    };
    if first > last {
        Err("bad-port")
    } else {
        Ok((first, last))
    }
}

fn port(text: &str) -> Result<u32, &'static str> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("bad-port");
    }
    let number = digits.parse::<u32>().unwrap_or(u32::MAX);
    if number > 65_535 {
        Err("port-out-of-range")
    } else {
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_that_docker_takes_and_refuses() {
        for good in [
            "80",
            "080",
            "0",
            "80/",
            "80/tcp",
            "80/SCTP",
            "80-90/udp",
            "8080:80",
            "127.0.0.1:8080:80",
            "[::1]:8080:80",
            "::1:80:80",
            ":80",
            "::80",
            "8080-8081:80-81",
            "8080-8090:80",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for (bad, id, part) in [
            ("80/foo", "bad-protocol", "foo"),
            ("65536", "port-out-of-range", "65536"),
            ("80-99999", "port-out-of-range", "80-99999"),
            ("x", "bad-port", "x"),
            ("#", "bad-port", "#"),
            ("90-80", "bad-port", "90-80"),
            ("/tcp", "bad-port", "/tcp"),
            ("x:80", "bad-port", "x"),
            ("x:80:80", "bad-port", "x"),
            ("80-81:80-82", "bad-port", "80-81:80-82"),
        ] {
            let found = fault(bad).unwrap_or_else(|| panic!("{bad} is refused"));
            assert_eq!((found.id, found.range.of(bad)), (id, part), "{bad}");
        }
    }
}
