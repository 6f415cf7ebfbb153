//! The texts of flows, made ready for cutting snippets: read of a document once, and then kept in memory.
//!
//! They are kept by version, so nothing here is ever out of date.

use std::sync::Arc;

use branchbook_domain::{
    flow::{FlowDocument, NodeId, text::search_text},
    id::{TenantId, TreeId},
};
use memchr::memmem;
use moka::sync::Cache;

use super::{store::TreeRow, terms};

/// The texts of one version of a flow.
#[derive(Debug)]
pub struct FlowTexts {
    texts: Vec<Text>,
    /// The words of all texts as the index has them, a space before each.
    folded: String,
}

#[derive(Debug)]
struct Text {
    /// None for the flow's own.
    node: Option<NodeId>,
    text: String,
    /// Where its words end in `folded`.
    end: usize,
}

/// Where the flow's name is among its texts.
const NAME: usize = 1;

impl FlowTexts {
    /// The texts of a flow, in the order in which they are shown when they fit equally well.
    pub fn new(name: &str, description: &str, document: &FlowDocument) -> Self {
        let own = [(None, description.to_owned()), (None, name.to_owned())];
        let of_nodes = search_text(document).into_iter().flat_map(|node| {
            [
                (Some(node.node_id.clone()), node.title),
                (Some(node.node_id), node.body),
            ]
        });
        let mut folded = String::new();
        let texts = own.into_iter().chain(of_nodes).map(|(node, text)| {
            for word in terms::words(&text) {
                folded.push(' ');
                folded.push_str(&word);
            }
            let end = folded.len();
            Text { node, text, end }
        });
        Self {
            texts: texts.collect(),
            folded,
        }
    }

    /// The text that has words which begin with the most of these, and the node that it is of; the name, when none has any.
    pub fn best(&self, words: &[String]) -> (Option<&NodeId>, &str) {
        let mut counts = vec![0_usize; self.texts.len()];
        for word in words {
            let beginning = memmem::Finder::new(word);
            let mut from = 0;
            while let Some(at) = beginning.find(&self.folded.as_bytes()[from..]) {
                let at = from + at;
                if !self.folded[..at].ends_with(' ') {
                    from = at + 1;
                    continue;
                }
                let text = self.texts.partition_point(|text| text.end <= at);
                counts[text] += 1;
                from = self.texts[text].end;
            }
        }
        let most = counts.iter().copied().max().filter(|&most| most > 0);
        let first = most.and_then(|most| counts.iter().position(|&count| count == most));
        let best = first.unwrap_or(NAME);
        let Text { node, text, .. } = &self.texts[best];
        (node.as_ref(), text)
    }

    /// About how much memory it takes.
    fn size(&self) -> u32 {
        let texts = self.texts.iter().map(|text| text.text.len() + size_of::<Text>() + 32);
        u32::try_from(texts.sum::<usize>() + self.folded.len()).unwrap_or(u32::MAX)
    }
}

/// Those that were looked for lately.
pub struct KeptTexts(Cache<(TenantId, TreeId, i64), Arc<FlowTexts>>);

/// How much memory they may take, in bytes.
const SIZE: u64 = 64 * 1024 * 1024;

impl Default for KeptTexts {
    fn default() -> Self {
        let size = |_: &(TenantId, TreeId, i64), texts: &Arc<FlowTexts>| texts.size();
        Self(Cache::builder().max_capacity(SIZE).weigher(size).build())
    }
}

impl KeptTexts {
    /// Those of this tenant's flow, if they are kept.
    pub fn get(&self, tenant: TenantId, tree: &TreeRow) -> Option<Arc<FlowTexts>> {
        self.0.get(&(tenant, tree.id, tree.version))
    }

    /// Keeps them.
    pub fn keep(&self, tenant: TenantId, tree: &TreeRow, texts: Arc<FlowTexts>) {
        self.0.insert((tenant, tree.id, tree.version), texts);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_text_with_the_most_words_is_the_best() {
        let document = json!({"kind": "troubleshooting", "nodes": [
            {"id": "a", "type": "action", "title": "Look at the Printer", "description": "Is it off? Printers are."},
            {"id": "b", "type": "solution", "title": "Café", "description": "The printer is off line. Sprint!"}]});
        let document = serde_json::from_value(document).expect("a document");
        let texts = FlowTexts::new("Offline printer", "What to do", &document);
        let best = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            let (node, text) = texts.best(&words);
            (
                node.map(|node| node.as_str().to_owned()),
                text.split(' ').next().unwrap_or_default().to_owned(),
            )
        };
        let of = |node: &str, text: &str| (Some(node.to_owned()), text.to_owned());
        assert_eq!(best(&["print"]), (None, "Offline".to_owned()));
        assert_eq!(best(&["what"]), (None, "What".to_owned()));
        assert_eq!(best(&["print", "off", "line"]), of("b", "The"));
        assert_eq!(best(&["printers"]), of("a", "Is"));
        assert_eq!(best(&["cafe"]), of("b", "Café"));
        assert_eq!(
            best(&["rint"]),
            (None, "Offline".to_owned()),
            "nothing found shows the name"
        );
    }
}
