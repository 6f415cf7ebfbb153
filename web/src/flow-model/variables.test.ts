import { describe, expect, it } from "vitest";
import { fill, inWords, isVariableName, named, parts, unfilled, variableNames } from "./variables";

describe("variables in a text", () => {
  it("are plain names in double braces, where blanks inside do not count", () => {
    expect(variableNames("show interface {{port}} on {{ switch_1 }} and {{port}}")).toEqual([
      "port",
      "switch_1",
    ]);
  });

  it("are not the placeholders of another template language", () => {
    expect(variableNames("{{range .items}}{{.metadata.name}}{{else}}none{{end}}")).toEqual([]);
    expect(variableNames("{{ $labels.x }} {{< hint >}}{{ name | upper }}{{< /hint >}}")).toEqual([]);
    expect(variableNames("{{}} {{ }} {{2nd}} {{a b}} {{ä}} {{a\n}}")).toEqual([]);
  });

  it("may stand beside another template language", () => {
    expect(variableNames("docker inspect -f '{{.State.Status}}' {{container}}")).toEqual(["container"]);
  });

  it("are found in several texts, each name once, and absent texts are none", () => {
    expect(variableNames("{{a}}", null, undefined, "{{b}} {{a}}")).toEqual(["a", "b"]);
  });

  it("are between the inner of more braces", () => {
    expect(parts("${{{host}}}")).toEqual([
      { written: "${" },
      { written: "{{host}}", name: "host" },
      { written: "}" },
    ]);
  });

  it.each(["", "x", "{{a}}", "1 {{ a }} 2 {{b}} 3", "{{{{a}}}}", "{{a}} {{.b}}", "{{host}} and {{"])(
    "leave %j as it is when joined again",
    (text) => {
      expect(
        parts(text)
          .map((part) => part.written)
          .join(""),
      ).toBe(text);
    },
  );

  it("are named by letters, digits and underscores, but not by keywords", () => {
    expect(["a", "_1", "Port"].every(isVariableName)).toBe(true);
    expect(["", "1a", "a-b", "end", "else", "break", "continue"].some(isVariableName)).toBe(false);
  });
});

describe("filling", () => {
  it("replaces a variable that has a value and leaves one that has none", () => {
    expect(fill("show {{ port }} on {{host}}", { port: "Gi1/0/1" })).toBe("show Gi1/0/1 on {{host}}");
  });

  it("does not fill a value again", () => {
    expect(fill("{{a}}", { a: "{{b}}", b: "x" })).toBe("{{b}}");
  });

  it("leaves another template language alone", () => {
    expect(fill("{{.name}} {{end}} {{name}}", { name: "x", end: "y" })).toBe("{{.name}} {{end}} x");
  });

  it("takes only values that were given, not what every object has", () => {
    expect(fill("{{constructor}} {{toString}}", {})).toBe("{{constructor}} {{toString}}");
  });

  it("takes an empty value for a value", () => {
    expect(fill("[{{a}}]", { a: "" })).toBe("[]");
  });
});

it("a text lacks what the flow asks for and has no value, by its label", () => {
  const intake = [{ name: "gateway_if", label: "Gateway interface" }, { name: "host" }, { name: "note" }];
  const text = "ip {{gateway_if}} {{host}} {{note}} {{theirs}} {{gateway_if}}";
  expect(unfilled(text, intake, { host: "web-1", note: "" })).toEqual(["Gateway interface"]);
  expect(unfilled("{{host}}", intake, {})).toEqual(["host"]);
});

it("a title names what has no value yet", () => {
  const intake = [{ name: "vpn_host", label: "VPN host" }, { name: "port" }];
  const title = "Note {{vpn_host}} {{port}} {{theirs}}";
  expect(fill(title, named(intake, {}))).toBe("Note VPN host port {{theirs}}");
  expect(fill(title, named(intake, { vpn_host: "vpn-1" }))).toBe("Note vpn-1 port {{theirs}}");
});

it("a title without its flow says its variables in words", () => {
  expect(inWords("Note the host {{vpn_host}} {{.theirs}}")).toBe("Note the host vpn host {{.theirs}}");
});
