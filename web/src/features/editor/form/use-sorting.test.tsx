import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";
import { useSorting } from "./use-sorting";

afterEach(cleanup);

function List() {
  const [items, setItems] = useState(["a", "b", "c"]);
  const { list, row, leave, said } = useSorting<HTMLUListElement>({
    count: items.length,
    nameOf: (place) => items[place] ?? "",
    onMove: () => {},
  });
  return (
    <div>
      <ul ref={list}>
        {items.map((item, place) => (
          <li key={item} {...row(place)}>
            <input aria-label={item} />
            <button
              type="button"
              aria-haspopup="menu"
              onClick={() => {
                leave(place);
                setItems(items.toSpliced(place, 1));
              }}
            >
              {`Delete ${item}`}
            </button>
          </li>
        ))}
      </ul>
      <button type="button">Add</button>
      {said}
    </div>
  );
}

it("puts the focus on the neighbour of a row that is deleted, at last on what adds one, and says so", () => {
  render(<List />);
  const after = (name: string) => {
    fireEvent.click(screen.getByRole("button", { name: `Delete ${name}` }));
    return [document.activeElement?.textContent, screen.getByRole("status").textContent];
  };
  expect(after("b")).toEqual(["Delete c", "“b” is deleted"]);
  expect(after("c")).toEqual(["Delete a", "“c” is deleted"]);
  expect(after("a")).toEqual(["Add", "“a” is deleted"]);
});
