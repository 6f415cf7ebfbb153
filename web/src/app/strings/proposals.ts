import type { ProposalStatus } from "@/api/types";

const quoted = (text: string) => `“${text || "untitled"}”`;
const steps = (n: number) => `${n.toLocaleString("en")} ${n === 1 ? "change" : "changes"}`;

/** What forks propose to the flows that they were forked from. */
export const proposals = {
  title: "Proposals",
  description: "Changes that forks propose to the flows they come from.",
  show: "Which proposals",
  shows: { waiting: "Waiting for me", mine: "Made by me", all: "All to our flows" },
  loading: "Loading the proposals",
  list: "Proposals",
  empty: {
    waiting: "Nothing waits for you",
    waitingText: "When somebody proposes changes to a flow that you may edit, it shows here.",
    mine: "You have proposed nothing yet",
    mineText: "Fork a flow, change the fork, and propose the changes from its page.",
    all: "Nobody has proposed anything yet",
    allText: "Whoever forks a flow can propose changes to it.",
  },
  to: (flow: string) => `Changes to ${quoted(flow)}`,
  by: (name: string) => `by ${name}`,
  elsewhere: "Another account",
  homeTitle: "Waiting for you",
  homeAll: "All proposals",
  status: {
    open: "Open",
    accepted: "Accepted",
    declined: "Declined",
    withdrawn: "Withdrawn",
  } satisfies Record<ProposalStatus, string>,

  make: {
    title: (name: string) => `Propose the changes of ${name}`,
    heading: "Propose changes to the parent",
    text: (parent: string) =>
      `Those who may edit ${quoted(parent)} look at each change, and take what they want.`,
    loading: "Looking at what you have changed",
    message: "What is it, and why?",
    messagePlaceholder: "For example: The new switches need another command here",
    messageMissing: "Say what it is and why.",
    which: "Which changes",
    all: "All",
    none: "None",
    choose: (title: string) => `Propose the changes of ${quoted(title)}`,
    noneChosen: "Choose at least one change.",
    submit: (n: number) => `Propose ${steps(n)}`,
    nothing: "Nothing to propose",
    nothingText: "Your fork is as its parent was when you forked it or last took over its changes.",
    parentChanged:
      "The parent has changed since. Your proposal may clash with that; take its changes over first, if you can.",
    refused: "This parent takes no proposals",
    refusedText: "It came with Branchbook, or is not available to you any more.",
    done: (parent: string) => `Proposed to ${quoted(parent)}`,
    back: "Back to the fork",
  },

  review: {
    pageTitle: (flow: string) => `Proposal to ${flow}`,
    loading: "Loading the proposal",
    notFound: "This proposal is not here",
    notFoundText: "It went with its flow, or it is not yours to see.",
    backToAll: "See all proposals",
    from: (fork: string) => `from ${quoted(fork)}`,
    flow: "The flow",
    fork: "My fork",
    changes: "What is proposed",
    choose: (title: string) => `Take the changes of ${quoted(title)}`,
    all: "All",
    none: "None",
    accept: (n: number, of: number) => (n === of ? "Accept all" : `Accept ${n} of ${of}`),
    decline: "Decline…",
    withdraw: "Withdraw",
    taken: "Taken",
    notTaken: "Not taken",
    conflicts: (n: number) =>
      n === 1
        ? "One thing was changed in the flow meanwhile"
        : `${n} things were changed in the flow meanwhile`,
    conflictsText: "Choose for each whose it becomes.",
    sides: { ours: "As it is now", theirs: "As proposed" },
    missing: (n: number) => (n === 1 ? "One answer is missing" : `${n} answers are missing`),
    noneChosen: "Nothing is chosen",
    done: (version: number) => `Accepted in version ${version}`,
    toMend: (n: number) =>
      n === 1
        ? "One thing has to be mended before it can be published."
        : `${n} things have to be mended before it can be published.`,
    declined: "Declined",
    withdrawn: "Withdrawn",
    meanwhile: "It was decided or withdrawn meanwhile. This is how it stands now.",
    state: {
      open: "Nobody has decided yet",
      accepted: (name: string | undefined) => (name ? `${name} has accepted it` : "It was accepted"),
      declined: (name: string | undefined) => (name ? `${name} has declined it` : "It was declined"),
      withdrawn: (name: string | undefined) => (name ? `${name} has withdrawn it` : "It was withdrawn"),
    },
    partly: "Not all of it was taken: see below.",
    openFlow: "Open the flow",
    declineDialog: {
      title: "Decline this proposal?",
      text: "Its author reads why, and can propose something else.",
      reason: "Why?",
      missing: "Say why.",
      submit: "Decline",
    },
    withdrawDialog: {
      title: "Withdraw this proposal?",
      text: "Nobody decides about it any more. You can make another.",
    },
  },
};
