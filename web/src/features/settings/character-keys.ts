/** Keys that act alone, as a preference: turned off on this device at once, kept on the server for the person's others. */
import { useEffect } from "react";
import { readCharacterKeys, setCharacterKeys } from "@/app/character-keys";
import { useMe } from "@/app/shell/use-auth";
import { keepSetting, useKept } from "./queries";

const KEY = "character_keys";

export function chooseCharacterKeys(on: boolean): void {
  setCharacterKeys(on);
  keepSetting(KEY, on);
}

/** Does what the person has chosen on this device, then what they have on another, once it is known. */
export function useKeptCharacterKeys(): void {
  const { user } = useMe();
  const kept = useKept(KEY);
  useEffect(() => {
    readCharacterKeys(user.id);
    if (typeof kept === "boolean") setCharacterKeys(kept);
  }, [user.id, kept]);
}
