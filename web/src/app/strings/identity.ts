export const identity = {
  email: "E-mail",
  password: "Password",
  name: "Your name",
  passwordHint: "At least 12 characters. A few unrelated words are good.",

  signIn: {
    title: "Sign in",
    heading: "Welcome back",
    submit: "Sign in",
    noAccount: "New here?",
    register: "Create an account",
    ended: "You were signed out. Sign in to go on where you were.",
  },
  register: {
    title: "Create an account",
    heading: "Create your account",
    description: "You get a space of your own. Teams can be joined later.",
    submit: "Create account",
    haveAccount: "Have an account?",
    signIn: "Sign in",
  },
  firstRun: {
    title: "Welcome",
    heading: "Welcome to Branchbook",
    description:
      "It is up and running. Create the first account to begin; everyone after you can register or be invited.",
    submit: "Create the first account",
    afterwards: "What comes next",
    steps: [
      "Open one of the sample flows and run it once.",
      "Import a runbook you have: Mermaid, Markdown or JSON.",
      "Publish it, run it, hand over the result to the ticket.",
    ],
  },
  starting: "Starting Branchbook…",
  unreachableHint: "This page tries again by itself.",
  aside: {
    title: "Runbooks that branch",
    text: "Write down how you find a fault once. Run it step by step, on the phone or at three in the morning, and hand over what happened.",
  },
};
