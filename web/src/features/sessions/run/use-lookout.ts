import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { strings } from "@/app/strings";
import { run as words } from "@/app/strings/run";
import { fill, unfilled } from "@/flow-model/variables";
import { copyText } from "@/ui/clipboard";
import { toast } from "@/ui/toast";
import { sessionStateQuery, type SessionWithFlow } from "../queries";
import { keepSession } from "../session-cache";
import type { Run } from "./use-run";

const t = words;
/** How often it is looked whether another device has moved the run on. */
const LOOK_MS = 15_000;
const WATCH_MS = 4_000;

/** Notices when the run is moved on from elsewhere. */
export function useLookout({ session, recording, desk }: Run, loaded: SessionWithFlow): void {
  const { recorder } = desk;
  const mayRecord = session.permissions.record;
  const { data } = useQuery({
    ...sessionStateQuery(session.id),
    // While something is being sent, its answer says the same sooner.
    enabled: recording.waiting === 0 && session.status === "in_progress",
    refetchInterval: mayRecord ? LOOK_MS : WATCH_MS,
    staleTime: LOOK_MS,
  });
  useEffect(() => {
    recorder.adopt(loaded);
  }, [recorder, loaded]);
  useEffect(() => {
    if (!data) return;
    keepSession(data);
    if (recorder.adopt(data) && mayRecord) {
      toast.success(t.movedElsewhere, { detail: t.movedElsewhereDetail });
    }
    // Only what the server says anew.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [recorder, data]);
  useEffect(() => {
    const retry = () => recorder.retry();
    window.addEventListener("online", retry);
    return () => window.removeEventListener("online", retry);
  }, [recorder]);
}

/**
 * For the heading of the step: when another step's heading takes its place, the focus goes there, so that a screen reader
 * reads it, and the page to its top. The first heading is left to the navigation.
 */
export function useStepHeading(): (heading: HTMLHeadingElement | null) => void {
  const hasArrived = useRef(false);
  return useCallback((heading: HTMLHeadingElement | null) => {
    if (!heading) return;
    if (hasArrived.current) {
      window.scrollTo({ top: 0 });
      heading.focus({ preventScroll: true });
    }
    hasArrived.current = true;
  }, []);
}

/** Goes on to the report when the run is over and the server has everything, unless there is something to read here. */
export function useLeaveWhenOver({ session, recording }: Run): void {
  const navigate = useNavigate();
  const isOver = session.status !== "in_progress" && recording.sync === "saved" && !recording.setback;
  useEffect(() => {
    if (isOver) {
      void navigate({ to: "/sessions/$sessionId", params: { sessionId: session.id }, replace: true });
    }
  }, [isOver, navigate, session.id]);
}

/** Copies the step's commands one after another. */
export function useCopyNext({ document: flow, node, stay, values }: Run): () => void {
  const next = useRef({ stay, place: 0 });
  return useCallback(() => {
    if (next.current.stay !== stay) next.current = { stay, place: 0 };
    const commands = node?.commands ?? [];
    const command = commands[next.current.place % commands.length];
    if (!command) return;
    next.current.place += 1;
    const label = command.label ? `“${fill(command.label, values)}”` : t.command;
    const missing = unfilled(command.command, flow.intake ?? [], values);
    const detail = missing.length > 0 ? strings.common.notFilled(missing) : undefined;
    void copyText(fill(command.command, values)).then((copied) =>
      copied ? toast.success(t.copied(label), { detail }) : toast.success(strings.common.copyRefused),
    );
  }, [flow, node, stay, values]);
}
