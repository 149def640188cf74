//! DX0003.

use crate::rule::prelude::*;

rule!(DX0003, on: [Engine]);
