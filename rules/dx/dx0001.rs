//! DX0001 internal-error.

use crate::rule::prelude::*;

rule!(DX0001, on: [Engine]);
