//! Running a flow: the pure function from document, state and event to the next state or a refusal.
