//! DL3038 dnf-without-yes.

use crate::rule::prelude::*;

rule!(
    DL3038,
    on: [Packages(&[Manager::Dnf, Manager::Microdnf], report_rpm_prompt)]
);
