export const sessions = {
  /** A run of what is not published. */
  tryOut: "Try-out of a draft",
  start: {
    title: (flow: string) => `Run “${flow}”`,
    titleOfDraft: (flow: string) => `Try the draft “${flow}”`,
    intro: "A few things this flow needs to know.",
    submit: "Start",
    choose: "Choose…",
    yes: "Yes",
    no: "No",
    required: "This is needed to start.",
    starting: "Starting…",
  },
};
