/** A run of a small flow, for the eye only: a question, the answer that was not taken, the one that was, the end. */
export function BranchDrawing() {
  return (
    <svg
      aria-hidden
      viewBox="15 15 412 284"
      className="w-full"
      fill="none"
      fontFamily="inherit"
      fontSize="13"
    >
      <path d="M64 63v43c0 16 9 25 25 25h27" stroke="var(--line-strong)" strokeWidth="1.5" />
      <path d="M64 63v117c0 16 9 25 25 25h27" stroke="var(--accent)" strokeWidth="2" />
      <path d="M176 229v21c0 14 8 22 22 22h14" stroke="var(--accent)" strokeWidth="2" />

      <Card x={16} y={16} width={300} title="Does it happen on another network?" mark="question" />
      <Pill x={72} y={98} text="Yes" />
      <Card x={116} y={108} width={220} title="Restart the VPN service" mark="action" faded />
      <Pill x={72} y={172} text="No" taken />
      <Card x={116} y={182} width={220} title="Set the router’s DNS" mark="action" />
      <Card x={212} y={250} width={212} title="Solved in 4 minutes" mark="solved" />
    </svg>
  );
}

interface CardProps {
  x: number;
  y: number;
  width: number;
  title: string;
  mark: "question" | "action" | "solved";
  faded?: boolean;
}

function Card({ x, y, width, title, mark, faded }: CardProps) {
  const solved = mark === "solved";
  return (
    <g transform={`translate(${x} ${y})`} opacity={faded ? 0.55 : 1}>
      <rect
        x=".5"
        y=".5"
        width={width}
        height="46"
        rx="10"
        fill={solved ? "var(--accent-soft)" : "var(--raised)"}
        stroke={solved ? "var(--accent)" : "var(--line-strong)"}
      />
      <g transform="translate(22 23.5)">
        {mark === "question" && (
          <rect x="-4.5" y="-4.5" width="9" height="9" rx="1.5" fill="var(--info)" transform="rotate(45)" />
        )}
        {mark === "action" && <rect x="-4.5" y="-4.5" width="9" height="9" rx="2.5" fill="var(--control)" />}
        {solved && (
          <>
            <circle r="9" fill="var(--accent)" />
            <path
              d="m-3.6 .2 2.6 2.6 4.6-5"
              stroke="var(--on-accent)"
              strokeWidth="1.8"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </>
        )}
      </g>
      <text x="40" y="28" fill={solved ? "var(--accent-fg)" : "var(--fg)"} fontWeight={solved ? 600 : 500}>
        {title}
      </text>
    </g>
  );
}

function Pill({ x, y, text, taken }: { x: number; y: number; text: string; taken?: boolean }) {
  return (
    <text
      x={x}
      y={y}
      fontSize="12"
      fontWeight="600"
      fill={taken ? "var(--accent-fg)" : "var(--faint)"}
      stroke="var(--surface)"
      strokeWidth="4"
      paintOrder="stroke"
    >
      {text}
    </text>
  );
}
