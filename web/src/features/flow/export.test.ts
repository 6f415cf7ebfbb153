import { expect, it } from "vitest";
import { fileName } from "./export";

it.each([
  ["VPN won't connect", "vpn-wont-connect.json"],
  ["🚨 Problem Detected", "problem-detected.json"],
  ["Größe / Übung", "große-ubung.json"],
  ["../../etc/passwd", "etc-passwd.json"],
  ["🚨", "flow.json"],
])("%s is saved as %s", (name, file) => {
  expect(fileName(name)).toBe(file);
});
