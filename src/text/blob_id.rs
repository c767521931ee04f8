//! The ids by which git knows a text, whether or not it has it.

use sha1::{Digest, Sha1};
use sha2::Sha256;

/// The ids of one text, in hexadecimal digits: a repository has one kind or the other.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct BlobIds {
    pub sha1: String,
    pub sha256: String,
}

/// The ids of a text as `git hash-object` gives them: of "blob", its length in bytes, a zero byte and the text itself.
pub fn blob_ids(text: &str) -> BlobIds {
    BlobIds { sha1: id::<Sha1>(text), sha256: id::<Sha256>(text) }
}

fn id<D: Digest>(text: &str) -> String {
    let mut digest = D::new();
    digest.update(format!("blob {}\0", text.len()));
    digest.update(text);
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_git() {
        // As printed by `git hash-object --stdin` in a repository of each kind.
        let empty = blob_ids("");
        assert_eq!(empty.sha1, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(empty.sha256, "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813");
        assert_eq!(blob_ids("what is up, doc?").sha1, "bd9dbf5aae1a3862dd1526723246b20206e5fc37");
    }
}
