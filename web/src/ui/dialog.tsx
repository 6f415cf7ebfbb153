import { X } from "lucide-react";
import { useId, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { strings } from "@/app/strings";
import { Button, IconButton, type ButtonVariant } from "./button";
import { cx } from "./cx";
import { PortalContainer } from "./portal";

export interface DialogProps {
  title: string;
  description?: ReactNode;
  /** Asked for by Escape, the close button and a click beside the dialog. The owner may refuse by doing nothing. */
  onClose: () => void;
  /** `md` for a question, `lg` for a form, `xl` for two columns. */
  size?: "md" | "lg" | "xl";
  /** Keeps the title for screen readers only. */
  bare?: boolean;
  /** A click beside the dialog does not close it, as there is work in it. */
  sticky?: boolean;
  /** It is a part of the page, shown over it for want of room: keys of the page that say so act in it, too. */
  sheet?: boolean;
  footer?: ReactNode;
  children: ReactNode;
  className?: string;
}

const SIZES = { md: "sm:max-w-md", lg: "sm:max-w-xl", xl: "sm:max-w-5xl" };

/**
 * A modal dialog on the browser's own element: focus is kept inside, the page behind is inert, focus goes back to where
 * it was. Render it when it is open.
 */
export function Dialog({
  title,
  description,
  onClose,
  size = "md",
  bare,
  sticky,
  sheet,
  footer,
  children,
  className,
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const [container, setContainer] = useState<HTMLElement | null>(null);
  const id = useId();

  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    dialog.showModal();
    focusFirst(dialog);
    return () => dialog.close();
  }, []);

  return (
    <dialog
      ref={ref}
      data-sheet={sheet}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onCancel={(event) => {
        // The owner decides, so that unsaved work can be asked about.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        // A browser closes it by itself when Escape is pressed twice; React's strict mode closes and opens it again.
        if (event.target === event.currentTarget && !event.currentTarget.open) onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget && !sticky) onClose();
      }}
      className={cx(
        "m-0 flex max-h-[92dvh] w-full max-w-none flex-col self-end bg-transparent p-0 backdrop:animate-fade",
        "fixed inset-x-0 top-auto bottom-0 sm:inset-x-4 sm:top-[8dvh] sm:bottom-auto sm:m-auto sm:max-h-[84dvh]",
        SIZES[size],
      )}
    >
      <div
        ref={setContainer}
        className={cx(
          "flex min-h-0 flex-col overflow-hidden border bg-raised shadow-lg",
          "animate-rise rounded-t-xl border-line pb-[env(safe-area-inset-bottom)] sm:rounded-xl",
          className,
        )}
      >
        <PortalContainer value={container}>
          <header className={bare ? "sr-only" : "flex items-start gap-4 px-5 pt-4 pb-3"}>
            <div className="min-w-0 flex-1">
              <h2 id={`${id}-title`} className="text-lg font-semibold">
                {title}
              </h2>
              {description && (
                <p id={`${id}-description`} className="mt-0.5 text-pretty text-muted">
                  {description}
                </p>
              )}
            </div>
            {!bare && <IconButton icon={X} label={strings.common.close} size="sm" onClick={onClose} />}
          </header>
          <div
            tabIndex={-1}
            data-dialog-body
            className={cx("min-h-0 flex-1 overflow-y-auto", !bare && "px-5 pb-5")}
          >
            {children}
          </div>
          {footer && (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">
              {footer}
            </footer>
          )}
        </PortalContainer>
      </div>
    </dialog>
  );
}

/**
 * What the dialog was opened for: what is marked by `data-autofocus`, else its first field, else its first answer, else
 * the text itself. The browser would take the close button.
 */
function focusFirst(dialog: HTMLDialogElement) {
  const body = dialog.querySelector<HTMLElement>("[data-dialog-body]");
  const marked = dialog.querySelector<HTMLElement>("[data-autofocus]");
  const field = body?.querySelector<HTMLElement>("input, select, textarea");
  (marked ?? field ?? dialog.querySelector<HTMLElement>("footer button") ?? body)?.focus();
}

export interface ConfirmDialogProps {
  title: string;
  children: ReactNode;
  confirm: string;
  cancel?: string;
  variant?: ButtonVariant;
  pending?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  cancel,
  variant = "danger",
  pending,
  onConfirm,
  onCancel,
}: ConfirmDialogProps) {
  return (
    <Dialog
      title={title}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{cancel ?? strings.common.cancel}</Button>
          <Button variant={variant} pending={pending} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      <div className="text-muted">{children}</div>
    </Dialog>
  );
}
