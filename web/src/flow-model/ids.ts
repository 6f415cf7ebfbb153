/** Ids for what is new. Random, so that two people who add something at the same time do not give the same one. */

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH = 8;

export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return `${prefix}-${Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("")}`;
}
