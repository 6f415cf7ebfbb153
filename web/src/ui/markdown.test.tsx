import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { FillingContext } from "./filling";
import { Markdown } from "./markdown";
import { safeHref } from "./safe-href";

afterEach(cleanup);
const html = (text: string) => render(<Markdown text={text} />).container;

describe("Markdown", () => {
  it("shows emphasis, code, lists and tables", () => {
    const shown = html("Run **now**: `ls`\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| c | d |");
    expect(shown.querySelector("strong")?.textContent).toBe("now");
    expect(shown.querySelector("p code")?.textContent).toBe("ls");
    expect(shown.querySelectorAll("ol li")).toHaveLength(2);
    expect(shown.querySelector("td")?.textContent).toBe("c");
  });

  it("shows raw HTML as text", () => {
    const shown = html(
      'before <img src=x onerror="alert(1)"> <script>alert(1)</script>\n\n<div onclick="x()">block</div>',
    );
    expect(shown.querySelector("img, script, [onclick]")).toBeNull();
    expect(shown.textContent).toContain("<script>");
  });

  it("loads no pictures from elsewhere", () => {
    const shown = html("![diagram](https://example.org/d.png)");
    expect(shown.querySelector("img")).toBeNull();
    expect(shown.querySelector("a")?.textContent).toBe("diagram");
  });

  it("keeps what looks like an entity readable", () => {
    expect(html("a &lt; b & c").textContent).toBe("a < b & c");
  });
});

describe("placeholders", () => {
  const filling = {
    show: (text: string) => text.replaceAll("{{host}}", "web-1"),
    say: (text: string) => text,
    copy: (text: string) => text.replaceAll("{{host}}", "web-1").replaceAll("{{bad}}", "javascript:alert(1)"),
    missing: () => [],
  };
  const filled = (text: string) =>
    render(
      <FillingContext value={filling}>
        <Markdown text={text} />
      </FillingContext>,
    ).container;

  it("are filled in text, code and links by what stands around", () => {
    const shown = filled("Ping {{host}} with `ping {{host}}`, see [its page](https://{{host}}/)");
    expect(shown.textContent).toBe("Ping web-1 with ping web-1, see its page");
    expect(shown.querySelector("a")?.getAttribute("href")).toBe("https://web-1/");
  });

  it("do not become Markdown, nor links that must not be followed", () => {
    const markdown = { ...filling, show: (text: string) => text.replaceAll("{{host}}", "a*b*c") };
    const { container } = render(
      <FillingContext value={markdown}>
        <Markdown text="{{host}} [x]({{bad}})" />
      </FillingContext>,
    );
    expect(container.textContent).toBe("a*b*c x");
    expect(container.querySelector("em, a")).toBeNull();
  });
});

describe("links", () => {
  it.each(["https://example.org", "mailto:a@example.org", "/flows", "#top"])("to %s are followed", (href) => {
    expect(safeHref(href)).toBe(href);
  });

  it.each([
    "javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "vbscript:x",
  ])("to %s are not", (href) => {
    expect(safeHref(href)).toBeNull();
  });
});
