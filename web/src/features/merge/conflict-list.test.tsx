import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";
import type { Conflict } from "@/api/types";
import { decision, flow, solution } from "@/flow-model/testing";
import { ConflictList } from "./conflict-list";
import { resolutionsOf, type Choices } from "./resolve";
import { tell } from "./tell";

const document = flow(decision("up", { yes: "fine", no: "fix" }), solution("fine"), solution("fix"));
const conflict = (
  node_id: string | null,
  field: string | null,
  [base, ours, theirs]: readonly unknown[],
): Conflict => ({ node_id, field, base, ours, theirs });

const title = conflict("up", "title", ["Up?", "Is it up?", "Is the port up?"]);
const leads = conflict("up", "options/no/to", ["fix", "fine", null]);

afterEach(cleanup);

it("says what a conflict is about and what each side has", () => {
  const told = (made: Conflict) => {
    const { place, base, ours, theirs, isText } = tell(made, [document]);
    return [place, base, ours, theirs, isText];
  };
  expect(told(title)).toEqual(["Title", "Up?", "Is it up?", "Is the port up?", true]);
  expect(told(leads)).toEqual(["Where “no” leads", "Leads to “fix”", "Leads to “fine”", null, false]);
  expect(told(conflict("fix", "position", ["fine", null, "up"]))).toEqual([
    "Place in the list",
    "After “fine”",
    "First in the list",
    "After “up?”",
    false,
  ]);
  const node = document.nodes[2];
  expect(told(conflict("fix", null, [node, null, { ...node, title: "Mend it", risk: "high" }]))).toEqual([
    "The step as a whole",
    null,
    "Deleted",
    "Kept, with changes to: Title, Risk",
    false,
  ]);
  expect(told(conflict(null, "intake/port/required", [false, true, null]))).toEqual([
    "Question for port: Needed to go on",
    "No",
    "Yes",
    null,
    false,
  ]);
  expect(
    told(conflict("up", "commands", [[], [{ command: "ls", label: "List" }, { command: "pwd" }], null])),
  ).toEqual(["Commands", null, "List: ls\npwd", null, false]);
});

it("has answers for the API when everything is decided", () => {
  let choices: Choices = {};
  const note = (now: Choices) => (choices = now);
  function Page() {
    const [chosen, setChosen] = useState<Choices>({});
    return (
      <ConflictList
        conflicts={[title, leads]}
        choices={chosen}
        onChoose={(now) => setChosen(note(now))}
        sides={{ ours: "Yours", theirs: "Ada's" }}
        documents={[document]}
      />
    );
  }
  render(<Page />);
  expect(screen.getByRole("status").textContent).toBe("0 of 2 decided");
  const [first, second] = screen.getAllByRole("group");
  fireEvent.click(within(first as HTMLElement).getByLabelText("Something else"));
  fireEvent.change(within(first as HTMLElement).getByRole("textbox"), { target: { value: "Is it on?" } });
  expect(resolutionsOf([title, leads], choices)).toBeNull();
  // Where a link leads is chosen, not written.
  expect(within(second as HTMLElement).queryByLabelText("Something else")).toBeNull();
  fireEvent.click(within(second as HTMLElement).getByLabelText("Ada's"));
  expect(screen.getByRole("status").textContent).toBe("2 of 2 decided");
  expect(resolutionsOf([title, leads], choices)).toEqual([
    { node_id: "up", field: "title", value: "Is it on?" },
    { node_id: "up", field: "options/no/to", take: "theirs" },
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Take all: Yours" }));
  expect(resolutionsOf([title, leads], choices)?.map(({ take }) => take)).toEqual(["ours", "ours"]);
});
