import type { ReactNode, ThHTMLAttributes, TdHTMLAttributes } from "react";
import { cx } from "./cx";

/** A plain table inside a card. On narrow screens show cards instead of squeezing it. */
export function Table({
  label,
  head,
  children,
  className,
}: {
  label: string;
  head: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <table aria-label={label} className={cx("w-full border-collapse text-left", className)}>
      <thead>
        <tr className="border-b border-line">{head}</tr>
      </thead>
      <tbody className="divide-y divide-line">{children}</tbody>
    </table>
  );
}

export function Th({ className, ...rest }: ThHTMLAttributes<HTMLTableCellElement>) {
  return <th scope="col" {...rest} className={cx("px-4 py-2 text-xs font-medium text-faint", className)} />;
}

export function Td({ className, ...rest }: TdHTMLAttributes<HTMLTableCellElement>) {
  return <td {...rest} className={cx("px-4 py-2.5 align-middle", className)} />;
}
