interface Explained {
  title: string;
  /** What to do. Without it the server's own words are shown. */
  advice?: string;
}

/** Codes that this client makes itself. */
const own: Record<string, Explained> = {
  network: {
    title: "The server cannot be reached",
    advice: "Check your connection. Nothing you typed is lost; try again in a moment.",
  },
  unreadable_answer: {
    title: "The answer could not be understood",
    advice: "Something between you and the server may have changed it. Try again.",
  },
  unreadable_file: { title: "This file cannot be imported" },
  nothing_to_draw: { title: "No picture was made" },
  not_drawn: { title: "No picture was made" },
};

/** Codes of the server (api/errors.json) that deserve better words than its detail. */
const ofServer: Record<string, Explained> = {
  invalid_credentials: {
    title: "That e-mail and password do not match",
    advice: "Check both and try again. Passwords distinguish upper and lower case.",
  },
  email_taken: { title: "There is an account with this e-mail already", advice: "Sign in with it instead." },
  // The server says for how long to wait.
  rate_limited: { title: "Too many tries" },
  not_found: { title: "This does not exist, or you may not see it" },
  forbidden: { title: "You may not do this", advice: "Ask an admin of your account for the right to." },
  too_large: {
    title: "This is too large",
    advice: "The limit is 4 MiB. Split it into several flows.",
  },
  import_failed: { title: "This cannot be imported" },
  plan_limit_reached: { title: "Your plan's limit is reached" },
  email_unverified: {
    title: "Your e-mail is not verified yet",
    advice: "Open the link in the mail that was sent to you.",
  },
  token_invalid: { title: "This link does not work any more", advice: "Ask for another." },
  account_inactive: {
    title: "This account is not active",
    advice: "Ask whoever runs this server.",
  },
  invite_required: {
    title: "You need an invitation to register here",
    advice: "Ask whoever runs this server, or an admin of your team.",
  },
  invite_invalid: {
    title: "This invitation does not work any more",
    advice: "It was used or taken back, or it is too old. Ask whoever sent it for another.",
  },
  invite_for_another: {
    title: "This invitation is for another e-mail",
    advice: "Sign in with the address that it was sent to.",
  },
  already_member: { title: "This person is a member already" },
  slug_taken: { title: "This short name is taken", advice: "Choose another." },
  last_admin: {
    title: "There must be an admin left",
    advice: "Make somebody else an admin first.",
  },
  version_conflict: {
    title: "Someone saved a newer version",
    advice: "Load the newest version to go on; yours has not been saved over it.",
  },
};

export const errors = {
  own,
  ofServer,
  server: { title: "The server ran into a problem", advice: "It has been noted. Try again in a moment." },
  unexpected: { title: "Something went wrong", advice: "Try again. If it stays, reload the page." },
  adminsOnly: "This page is for admins",
  adminsOnlyText: "Ask an admin of your account if you need something from it.",
  requestId: "Request",
  pageTitle: "This page ran into a problem",
  reload: "Reload the page",
  newVersion: {
    title: "Branchbook was updated",
    advice: "Reload the page to use the new version.",
  },
  notFoundTitle: "There is nothing here",
  notFoundText: "The address may be mistyped, or what was here has been deleted.",
  goHome: "Go home",
};
