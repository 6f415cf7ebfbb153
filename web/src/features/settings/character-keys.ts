/** Keys that act alone, as a preference: turned off on this device at once, kept on the server for the person's others. */
import { useEffect } from "react";
import { setCharacterKeys } from "@/app/character-keys";
import { keepSetting, useKept } from "./queries";

const KEY = "character_keys";

export function chooseCharacterKeys(on: boolean): void {
  setCharacterKeys(on);
  keepSetting(KEY, on);
}

/** Does what was chosen on another device, once it is known. */
export function useKeptCharacterKeys(): void {
  const kept = useKept(KEY);
  useEffect(() => {
    if (typeof kept === "boolean") setCharacterKeys(kept);
  }, [kept]);
}
