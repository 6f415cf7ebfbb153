/**
 * Every text of the interface, by slice: the one place to translate. A text with a value in it is a function.
 * Here is what many pages say; the texts of a few pages (the door, the account, the editor, a run, the history …) are
 * imported by those from their own file, to keep them out of every other page's first view.
 */
import { common } from "./common";
import { errors } from "./errors";
import { flow } from "./flow";
import { flows } from "./flows";
import { identity } from "./identity";
import { sessions } from "./sessions";
import { shell } from "./shell";

export const strings = {
  common,
  errors,
  shell,
  identity,
  flows,
  flow,
  sessions,
};
