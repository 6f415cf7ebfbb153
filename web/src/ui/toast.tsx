import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { explain } from "@/app/errors/explain";
import { strings } from "@/app/strings";
import { Button, IconButton } from "./button";
import { cx } from "./cx";

export interface Toast {
  id: number;
  tone: "success" | "danger";
  text: string;
  detail?: string;
  action?: { label: string; run: () => void };
}

const AFTER_RESTART = "branchbook.toast";
const LIFE_MS = { success: 5_000, danger: 10_000 };
let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says that something has been done (with a way back, where there is one). Problems of a form belong beside it, not here. */
export const toast = {
  success: (text: string, options: Pick<Toast, "action" | "detail"> = {}) =>
    show({ tone: "success", text, ...options }),
  problem: (error: unknown, options: Pick<Toast, "action"> = {}) => {
    const { title, advice } = explain(error);
    show({ tone: "danger", text: title, detail: advice, ...options });
  },
  /** Says why something that was asked for is not done. */
  refusal: (text: string, detail: string) => {
    // A key that is pressed again says it anew, and not twice.
    set(toasts.filter((toast) => toast.text !== text || toast.detail !== detail));
    show({ tone: "danger", text, detail });
  },
  /** Says it when the app has started anew: what was done has that for its consequence. Null: it was not done after all. */
  afterRestart: (text: string | null) => {
    try {
      if (text === null) sessionStorage.removeItem(AFTER_RESTART);
      else sessionStorage.setItem(AFTER_RESTART, text);
    } catch {
      // Storage is forbidden: what was done shows by itself.
    }
  },
  dismiss: (id: number) => set(toasts.filter((toast) => toast.id !== id)),
};

function show(options: Omit<Toast, "id">) {
  const id = ++lastId;
  set([...toasts.slice(-2), { id, ...options }]);
  return id;
}

/** What was to be said after the app has started anew; once. */
function sayWhatIsLeft() {
  try {
    const text = sessionStorage.getItem(AFTER_RESTART);
    if (text === null) return;
    sessionStorage.removeItem(AFTER_RESTART);
    toast.success(text);
  } catch {
    // As above.
  }
}

export function Toaster() {
  useEffect(sayWhatIsLeft, []);
  const current = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  const ref = useRef<HTMLElement>(null);

  // As a popover it lies above modal dialogs; shown anew, it lies above those opened since.
  useEffect(() => {
    const element = ref.current;
    if (!element?.showPopover) return;
    if (element.matches(":popover-open")) element.hidePopover();
    if (current.length > 0) element.showPopover();
  }, [current]);

  return (
    <section
      ref={ref}
      popover="manual"
      aria-label={strings.common.notifications}
      className="pointer-events-none fixed inset-x-4 top-auto bottom-20 m-0 mx-auto w-auto max-w-md space-y-2 overflow-visible border-0 bg-transparent p-0 text-fg sm:bottom-5"
    >
      <div aria-live="polite" className="space-y-2">
        {current.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </section>
  );
}

function ToastCard({ toast: { id, tone, text, detail, action } }: { toast: Toast }) {
  const held = useRef(false);
  useEffect(() => {
    const timer = setInterval(() => !held.current && toast.dismiss(id), LIFE_MS[tone]);
    return () => clearInterval(timer);
  }, [id, tone]);
  const hold = (value: boolean) => () => {
    held.current = value;
  };
  const Icon = tone === "success" ? CircleCheck : CircleAlert;
  return (
    <div
      onMouseEnter={hold(true)}
      onMouseLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
      className="pointer-events-auto flex animate-rise items-center gap-3 rounded-lg border border-line bg-raised py-2.5 pr-2 pl-3.5 shadow-lg"
    >
      <Icon
        aria-hidden
        className={cx("size-4 shrink-0", tone === "success" ? "text-success" : "text-danger")}
      />
      <div className="min-w-0 flex-1 py-0.5">
        <p className="font-medium">{text}</p>
        {detail && <p className="text-sm text-muted">{detail}</p>}
      </div>
      {action && (
        <Button
          size="sm"
          onClick={() => {
            action.run();
            toast.dismiss(id);
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label={strings.common.dismiss} size="sm" onClick={() => toast.dismiss(id)} />
    </div>
  );
}
