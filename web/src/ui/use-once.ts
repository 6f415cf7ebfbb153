import { useRef, useState } from "react";
import { toProblem, type ApiProblem } from "@/api/problem";

export interface Once {
  pending: boolean;
  /** The last run has succeeded. */
  done: boolean;
  problem: ApiProblem | null;
  run: () => void;
}

/** Runs `task` on a click, and never a second time while the first is under way. */
export function useOnce(task: () => Promise<unknown>): Once {
  const [state, setState] = useState<Omit<Once, "run">>({ pending: false, done: false, problem: null });
  const busy = useRef(false);
  const run = async () => {
    if (busy.current) return;
    busy.current = true;
    setState({ pending: true, done: false, problem: null });
    try {
      await task();
      setState({ pending: false, done: true, problem: null });
    } catch (error) {
      setState({ pending: false, done: false, problem: toProblem(error) });
    } finally {
      busy.current = false;
    }
  };
  return { ...state, run: () => void run() };
}
