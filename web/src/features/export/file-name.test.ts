import { expect, it } from "vitest";
import { fileName } from "./file-name";

it.each([
  ["VPN won't connect", "vpn-wont-connect.svg"],
  ["🚨 Problem Detected", "problem-detected.svg"],
  ["Größe / Übung", "große-ubung.svg"],
  ["../../etc/passwd", "etc-passwd.svg"],
  ["🚨", "flow.svg"],
])("%s is saved as %s", (name, file) => {
  expect(fileName(name, "svg")).toBe(file);
});
