/** The page on which a run is worked through. */

/**
 * A person with both hands on the keyboard, at a run that is open. Time passes as if they read and worked.
 * @param {import("playwright-core").Page} page
 */
export function atTheKeys(page) {
  /** The step where the run stands. @param {string | RegExp} title */
  const reads = (title) => page.getByRole("heading", { level: 1, name: title }).waitFor();
  return {
    reads,
    /**
     * Works for a while, then presses a key, and reads the step that it leads to.
     * @param {string} key
     * @param {string | RegExp} title
     */
    async press(key, title, seconds = 20) {
      await page.clock.fastForward(seconds * 1000);
      await page.keyboard.press(key);
      await reads(title);
    },
    /** Writes a note that goes with the next answer. @param {string} text */
    async note(text) {
      await page.keyboard.press("n");
      await page.keyboard.type(text);
      await page.keyboard.press("Escape");
    },
  };
}
