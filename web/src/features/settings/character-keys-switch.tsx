import { useCharacterKeys } from "@/app/character-keys";
import { characterKeys } from "@/app/strings/keys";
import { Switch } from "@/ui/check";
import { chooseCharacterKeys } from "./character-keys";

/** Turns the keys off that act when pressed alone. */
export function CharacterKeysSwitch() {
  return <Switch {...characterKeys} checked={useCharacterKeys()} onChange={chooseCharacterKeys} />;
}
