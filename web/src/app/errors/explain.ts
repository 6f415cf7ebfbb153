import { toProblem } from "@/api/problem";
import { strings } from "@/app/strings";

export interface Explanation {
  title: string;
  /** What can be done about it. */
  advice: string | undefined;
  /** The single faults, when there are several. */
  details: string[];
  requestId: string | null;
}

/** A failure in words for the person in front of it. */
export function explain(error: unknown): Explanation {
  const problem = toProblem(error);
  const known = strings.errors.own[problem.code] ?? strings.errors.ofServer[problem.code];
  const details = [...new Set(problem.errors.map((fault) => fault.message))];
  const requestId = problem.requestId;
  // What a person can mend alone needs no operator, and so no id.
  if (known) {
    return {
      title: known.title,
      advice: known.advice ?? (problem.detail || undefined),
      details,
      requestId: null,
    };
  }
  if (problem.status >= 500) return { ...strings.errors.server, details: [], requestId };
  if (problem.status === 0)
    return { ...strings.errors.unexpected, details: [problem.detail].filter(Boolean), requestId };
  const title = problem.detail || problem.title || strings.errors.unexpected.title;
  return { title, advice: undefined, details, requestId };
}
