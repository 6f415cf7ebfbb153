import { CONTROL, Field } from "./field";
import { CopyButton } from "./copy-button";
import { cx } from "./cx";
import { strings } from "@/app/strings";

/** Something that is shown once: selected by a click, copied by its button. */
export function SecretField({ label, value, hint }: { label: string; value: string; hint?: string }) {
  return (
    <Field label={label} hint={hint}>
      {(wiring) => (
        <div className="flex gap-2">
          <input
            {...wiring}
            readOnly
            value={value}
            spellCheck={false}
            // Backward, so that its beginning is seen.
            onFocus={({ target }) => target.setSelectionRange(0, target.value.length, "backward")}
            className={cx(CONTROL, "h-9 min-w-0 flex-1 bg-subtle px-3 font-mono text-sm touch:h-11")}
          />
          <CopyButton text={value} label={strings.common.copy} variant="primary" />
        </div>
      )}
    </Field>
  );
}
