export const sessions = {
  start: {
    title: (flow: string) => `Run “${flow}”`,
    intro: "A few things this flow needs to know.",
    submit: "Start",
    choose: "Choose…",
    yes: "Yes",
    no: "No",
    required: "This is needed to start.",
    starting: "Starting…",
  },
};
