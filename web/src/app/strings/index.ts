/**
 * Every text of the interface, by slice: the one place to translate. A text with a value in it is a function.
 * A slice adds its file here and its texts nowhere else. (The run page imports its many words by itself, to keep them out
 * of every other page's first view.)
 */
import { common } from "./common";
import { editor } from "./editor";
import { errors } from "./errors";
import { flow } from "./flow";
import { flows } from "./flows";
import { home } from "./home";
import { identity } from "./identity";
import { importing } from "./importing";
import { history, session } from "./history";
import { sessions } from "./sessions";
import { shell } from "./shell";

export const strings = {
  common,
  errors,
  shell,
  identity,
  home,
  flows,
  flow,
  editor,
  importing,
  sessions,
  history,
  session,
};
