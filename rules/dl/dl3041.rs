//! DL3041 unpinned-dnf-package.

use crate::rule::prelude::*;

rule!(
    DL3041,
    on: [Packages(&[Manager::Dnf, Manager::Microdnf], report_unpinned_rpms)]
);
