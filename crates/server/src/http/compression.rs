//! Answers that are worth it leave compressed, when the client can read that.

use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer, Predicate,
        predicate::{And, NotForContentType, SizeAbove},
    },
};

/// Below this a compressed answer takes no fewer packets.
const WORTH_IT: u64 = 1024;

type Rule = And<And<And<SizeAbove, NotForContentType>, NotForContentType>, NotForContentType>;

/// The layer. Fast levels: answers are made anew each time, and what a better level saves on the wire costs more here.
pub fn layer() -> CompressionLayer<Rule> {
    let rule = SizeAbove::new(WORTH_IT)
        // Each event is to leave at once.
        .and(NotForContentType::SSE)
        // Compressed already.
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("font/"));
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(rule)
}
