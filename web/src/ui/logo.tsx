import { cx } from "./cx";

/** The mark: a path with a branch. The same drawing as public/favicon.svg. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={cx("size-7", className)}>
      <rect width="32" height="32" rx="8" fill="#0f766e" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M10 7.5v17" />
        <path d="M10 19.5c0-5 3.2-7 9.5-7" />
      </g>
      <circle cx="10" cy="7.5" r="2.6" fill="#fff" />
      <circle cx="10" cy="24.5" r="2.6" fill="#fff" />
      <circle cx="22" cy="12.5" r="3" fill="#5eead4" />
    </svg>
  );
}

export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cx("inline-flex items-center gap-2.5 text-lg font-semibold tracking-tight", className)}>
      <LogoMark />
      Branchbook
    </span>
  );
}
