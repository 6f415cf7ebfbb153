import { lazy, Suspense } from "react";
import { cx } from "./cx";
import { Filled } from "./filling";

const Markdown = lazy(() => import("./markdown").then(({ Markdown }) => ({ default: Markdown })));

/** [[Markdown]], whose reader is loaded when it is first needed; until then the text as it was written. */
export function LazyMarkdown({ text, className }: { text: string; className?: string }) {
  return (
    <Suspense
      fallback={
        <p className={cx("whitespace-pre-line wrap-anywhere", className)}>
          <Filled text={text} />
        </p>
      }
    >
      <Markdown text={text} className={className} />
    </Suspense>
  );
}
