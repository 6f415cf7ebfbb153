/** About keys that act when pressed alone. Imported where they are turned off. */
export const characterKeys = {
  label: "Single-key shortcuts",
  hint: "Letters, digits and signs that act when pressed alone. Turn them off if you speak to your device or press keys by accident. Keys with Ctrl or Alt and function keys stay, and the command search finds every action. On your other devices it holds in this account only.",
};
