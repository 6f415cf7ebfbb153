/** What is wrong with a flow, as its page lists it. */
export const findings = {
  none: "Nothing to mend",
  noneText: "It can be published, and every step says what it should.",
  errors: "Blocks publishing",
  errorsText: "A run could get stuck or confuse whoever runs it.",
  warnings: "Worth improving",
  warningsText: "Blocks nothing, but helps those who run it.",
  wholeFlow: "The whole flow",
};
