import type { SelectHTMLAttributes } from "react";
import type { Role } from "@/api/types";
import { strings } from "@/app/strings";
import { SelectField } from "@/ui/field";

export const ROLES: readonly Role[] = ["viewer", "engineer", "manager", "admin"];

interface RoleSelectProps extends SelectHTMLAttributes<HTMLSelectElement> {
  label: string;
  /** In a list, where the label is for screen readers only. */
  inList?: boolean;
  error?: string;
}

/** A role, with what it lets one do under it. */
export function RoleSelect({ label, inList, error, ...select }: RoleSelectProps) {
  const chosen = ROLES.find((role) => role === select.value);
  return (
    <SelectField
      label={label}
      bareLabel={inList}
      compact={inList}
      hint={!inList && chosen ? strings.identity.roleHints[chosen] : undefined}
      error={error}
      {...select}
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {strings.identity.roles[role]}
        </option>
      ))}
    </SelectField>
  );
}
