import type { IntakeVariable } from "@/api/types";
import { strings } from "@/app/strings";
import { run as words } from "@/app/strings/run";
import { isSecret } from "@/flow-model/run/needs";
import { PasswordField, SelectField, TextField } from "@/ui/field";

const t = words.values;

export interface IntakeFieldProps {
  variable: IntakeVariable;
  defaultValue?: string;
  error?: string;
}

/** The field in which a declared variable is given its value. Its name in the form is the variable's. */
export function IntakeField({ variable, defaultValue = "", error }: IntakeFieldProps) {
  const optional = variable.required ? undefined : strings.common.optional;
  const common = {
    label: variable.label || variable.name,
    name: variable.name,
    required: variable.required ?? false,
    error,
    defaultValue,
  };
  if (isSecret(variable)) {
    return <PasswordField {...common} hint={t.secretHint} autoComplete="off" data-1p-ignore />;
  }
  if (variable.type === "choice" || variable.type === "boolean") {
    const choices =
      variable.type === "boolean"
        ? [
            { value: "true", text: t.yes },
            { value: "false", text: t.no },
          ]
        : (variable.choices ?? []).map((choice) => ({ value: choice, text: choice }));
    return (
      <SelectField {...common} hint={optional}>
        <option value="">{t.choose}</option>
        {choices.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </SelectField>
    );
  }
  return (
    <TextField
      {...common}
      hint={optional}
      inputMode={variable.type === "number" ? "decimal" : undefined}
      maxLength={4_000}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}
