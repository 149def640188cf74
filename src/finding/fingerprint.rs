//! Marks by which a finding is recognised when lines move.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::Hasher;

use crate::text::Source;

use super::Finding;

/// What stays the same of a finding when lines are inserted, removed or indented: its rule, the
/// text of its line with blanks folded, and how many equal ones stand before it in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// A hash of the code of the rule and the text of the line in which the place begins.
    pub hash: u64,
    /// 1 for the first such finding of a file, 2 for the next.
    pub number: usize,
}

/// `hash:number`, the hash as 16 hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}:{}", self.hash, self.number)
    }
}

/// Takes fingerprints, in the order of a report.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: BTreeMap<(usize, u64), usize>,
}

impl Fingerprints {
    /// The fingerprint of the next finding, which lies in `source`.
    pub fn of(&mut self, finding: &Finding, source: &Source) -> Fingerprint {
        let lines = source.lines();
        let line = lines.span(lines.line(finding.span.start)).of(source.text());
        let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
        hash.write(finding.code.as_bytes());
        // Whether the line goes on says nothing about what stands on it.
        for word in line.split_whitespace().filter(|word| *word != "\\") {
            hash.write(b" ");
            hash.write(word.as_bytes());
        }
        let hash = hash.finish();
        let number = self.seen.entry((finding.file, hash)).or_default();
        *number += 1;
        Fingerprint {
            hash,
            number: *number,
        }
    }
}

/// The FNV-1a hash: the same on every machine and in every version, unlike that of the standard
/// library.
struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
