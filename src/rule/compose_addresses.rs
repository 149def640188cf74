//! Addresses that services ask for in networks.

use std::net::IpAddr;

use crate::compose::address::Subnet;
use crate::compose::model::{Resource, Service};
use crate::compose::value::{Place, Value};

use super::ComposeCx;

/// An address that a service asks for in a network.
#[derive(Clone, Copy, Debug)]
pub struct StaticAddress<'v, 's> {
    /// The service.
    pub service: Service<'v, 's>,
    /// The name of the network.
    pub network: &'v str,
    /// The address as it is written.
    pub text: &'v str,
    /// The address; none if it is none of its version.
    pub ip: Option<IpAddr>,
    /// It stands where one of version 4 is wanted.
    pub is_v4: bool,
    /// Where it is written.
    pub place: Place,
}

impl<'s> ComposeCx<'_, 's> {
    /// The addresses of a service that depend on no variable.
    pub fn static_addresses<'v>(&self, service: Service<'v, 's>) -> Vec<StaticAddress<'v, 's>> {
        let mut found = Vec::new();
        for network in service.networks() {
            for (key, is_v4) in [("ipv4_address", true), ("ipv6_address", false)] {
                let value = network.settings.and_then(|it| it.get(key));
                let Some((value, text)) = value.and_then(|it| Some((it, it.literal()?))) else {
                    continue;
                };
                let ip: Option<IpAddr> = text.parse().ok();
                found.push(StaticAddress {
                    service,
                    network: network.name,
                    text,
                    ip: ip.filter(|it| it.is_ipv4() == is_v4),
                    is_v4,
                    place: value.place,
                });
            }
        }
        found
    }

    /// The subnets of a network. None if they are not known: it is external, has a variable in
    /// them, or a driver of its own that hands out addresses.
    pub fn subnets(&self, network: &Resource<'_, '_>) -> Option<Vec<Subnet>> {
        if network.is_external() != Some(false) {
            return None;
        }
        let is_own = |value: &Value<'_>| value.text() == Some("default");
        let ipam = network.get("ipam");
        if ipam
            .and_then(|it| it.get("driver"))
            .is_some_and(|it| !is_own(it))
        {
            return None;
        }
        let config = ipam.and_then(|it| it.get("config"));
        let items = config.map(Value::items).unwrap_or_default();
        let subnets = items.iter().filter_map(|item| item.get("subnet"));
        let read = |value: &Value<'_>| {
            let expanded = self.expanded(value.literal()?);
            Subnet::parse(expanded.all()).ok()?.value
        };
        subnets.map(read).collect()
    }
}
