/** A small flow, for the eye only: a question, two answers, one of which leads on. */
export function BranchDrawing() {
  return (
    <svg aria-hidden viewBox="0 0 420 260" className="w-full" fill="none">
      <g stroke="var(--line-strong)" strokeWidth="1.5">
        <path d="M116 60v40c0 16 10 26 26 26h34" />
        <path d="M116 60v112c0 16 10 26 26 26h34" stroke="var(--accent)" strokeWidth="2" />
        <path d="M300 198h24c14 0 22-8 22-22v-34" strokeDasharray="3 5" />
      </g>
      <g>
        <rect
          x="8.5"
          y="20.5"
          width="216"
          height="46"
          rx="11"
          fill="var(--raised)"
          stroke="var(--line-strong)"
        />
        <circle cx="34" cy="43.5" r="9" fill="var(--info-soft)" stroke="var(--info-line)" />
        <rect x="54" y="35" width="124" height="7" rx="3.5" fill="var(--muted)" opacity=".75" />
        <rect x="54" y="47" width="82" height="6" rx="3" fill="var(--line-strong)" />
      </g>
      <g>
        <rect
          x="176.5"
          y="104.5"
          width="180"
          height="42"
          rx="10"
          fill="var(--raised)"
          stroke="var(--line-strong)"
        />
        <circle cx="200" cy="125.5" r="8" fill="var(--subtle)" stroke="var(--line-strong)" />
        <rect x="218" y="118" width="96" height="6" rx="3" fill="var(--line-strong)" />
        <rect x="218" y="129" width="58" height="5" rx="2.5" fill="var(--line)" />
      </g>
      <g>
        <rect
          x="176"
          y="176"
          width="204"
          height="46"
          rx="11"
          fill="var(--accent-soft)"
          stroke="var(--accent)"
          strokeWidth="1.5"
        />
        <circle cx="201" cy="199" r="9" fill="var(--accent)" />
        <path
          d="m197 199 3 3 5.5-6"
          stroke="var(--on-accent)"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <rect x="221" y="191" width="118" height="7" rx="3.5" fill="var(--accent-fg)" opacity=".8" />
        <rect x="221" y="203" width="76" height="6" rx="3" fill="var(--accent-line)" />
      </g>
    </svg>
  );
}
