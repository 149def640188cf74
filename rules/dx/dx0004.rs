//! DX0004.

use crate::rule::prelude::*;

rule!(DX0004, on: [Engine]);
