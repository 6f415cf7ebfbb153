import { expect, it } from "vitest";
import { kindOfDevice } from "./device-kind";

it.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "computer"],
  ["Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/143.0 Mobile Safari/537.36", "phone"],
  ["Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1", "phone"],
  ["curl/8.14.1", "program"],
  ["", "program"],
])("takes %j for a %s", (userAgent, kind) => {
  expect(kindOfDevice(userAgent)).toBe(kind);
});
