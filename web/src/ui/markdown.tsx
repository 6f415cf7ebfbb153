/**
 * Markdown as React elements. Nothing in it becomes HTML by itself: raw HTML is shown as text, pictures and links from
 * elsewhere become plain links, and links lead only to the web, to mail and into this site.
 */
import { lexer, type Token, type Tokens } from "marked";
import { memo, useMemo, type ReactNode } from "react";
import { CodeBlock } from "./code-block";
import { cx } from "./cx";
import { Filled, useFilling } from "./filling";
import { safeHref } from "./safe-href";

/** A text of several paragraphs. */
export const Markdown = memo(function Markdown({ text, className }: { text: string; className?: string }) {
  const tokens = useMemo(() => lexer(text), [text]);
  return <div className={cx("prose min-w-0 space-y-2.5 wrap-anywhere", className)}>{blocks(tokens)}</div>;
});

function blocks(tokens: readonly Token[] | undefined): ReactNode {
  return (tokens ?? []).map((token, place) => <Block key={place} token={token} />);
}

function inline(tokens: readonly Token[] | undefined): ReactNode {
  return (tokens ?? []).map((token, place) => <Inline key={place} token={token} />);
}

function Block({ token }: { token: Token }): ReactNode {
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "heading":
      return <p className="pt-1 font-semibold">{inline(token.tokens)}</p>;
    case "paragraph":
      return <p>{inline(token.tokens)}</p>;
    case "code":
      return <CodeBlock code={token.text as string} language={token.lang as string | undefined} />;
    case "list":
      return <List list={token as Tokens.List} />;
    case "blockquote":
      return (
        <blockquote className="space-y-2 border-l-2 border-line-strong pl-3 text-muted">
          {blocks(token.tokens)}
        </blockquote>
      );
    case "table":
      return <GridTable table={token as Tokens.Table} />;
    case "hr":
      return <hr />;
    default:
      return <Inline token={token} />;
  }
}

function List({ list }: { list: Tokens.List }) {
  const items = list.items.map((item, place) => (
    <li key={place} className="space-y-1.5 pl-0.5">
      {item.task && (
        <input type="checkbox" checked={item.checked ?? false} disabled className="mr-2 align-middle" />
      )}
      {blocks(item.tokens)}
    </li>
  ));
  return list.ordered ? (
    <ol start={list.start || undefined} className="list-decimal space-y-1 pl-5 marker:text-faint">
      {items}
    </ol>
  ) : (
    <ul className="list-disc space-y-1 pl-5 marker:text-faint">{items}</ul>
  );
}

function GridTable({ table }: { table: Tokens.Table }) {
  return (
    <div className="overflow-x-auto">
      <table className="text-left text-sm">
        <thead>
          <tr>
            {table.header.map((cell, place) => (
              <th key={place} scope="col" className="border border-line px-2.5 py-1 font-medium">
                {inline(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, place) => (
            <tr key={place}>
              {row.map((cell, column) => (
                <td key={column} className="border border-line px-2.5 py-1">
                  {inline(cell.tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Inline({ token }: { token: Token }): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong className="font-semibold">{inline(token.tokens)}</strong>;
    case "em":
      return <em>{inline(token.tokens)}</em>;
    case "del":
      return <del>{inline(token.tokens)}</del>;
    case "codespan":
      return (
        <code className="rounded-sm border border-line bg-subtle px-1 py-px font-mono text-[0.92em]">
          <Filled text={token.text as string} />
        </code>
      );
    case "br":
      return <br />;
    case "link":
      return <SafeLink href={token.href as string}>{inline(token.tokens)}</SafeLink>;
    case "image":
      return (
        <SafeLink href={token.href as string}>{(token.text as string) || (token.href as string)}</SafeLink>
      );
    case "checkbox":
      return null;
    case "text":
      if ("tokens" in token && token.tokens) return inline(token.tokens);
      return <Filled text={unescapeHtml(token.text as string)} />;
    case "escape":
      return token.text;
    default:
      return token.raw;
  }
}

function SafeLink({ href, children }: { href: string; children: ReactNode }) {
  const { copy } = useFilling();
  const safe = safeHref(copy(href));
  if (safe === null) return children;
  const elsewhere = !safe.startsWith("/") && !safe.startsWith("#");
  return (
    <a
      href={safe}
      {...(elsewhere ? { target: "_blank", rel: "noopener noreferrer" } : {})}
      className="font-medium text-accent-fg underline decoration-accent-line underline-offset-3 hover:decoration-current"
    >
      {children}
    </a>
  );
}

const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** The lexer leaves the entities of a text as they were written. */
function unescapeHtml(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
