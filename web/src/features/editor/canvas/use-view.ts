import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from "react";
import type { FlowDocument, FlowNode, Point } from "@/api/types";
import { findNode, startOf } from "@/flow-model/links";
import { fitting, TOOLBAR } from "./fit";
import type { Box } from "./places";
import { sizeOf } from "./sizes";
import type { StepLine, StepNode } from "./board";

/** At which a flow that does not fit is shown. */
const ZOOM = 0.85;
const FIT = { margin: 0.12, maxZoom: 1, minZoom: 0.5 };
/** A card that is chosen lies no nearer to the edge than this. */
const MARGIN = 16;
const CLOSE = 1;

interface Options {
  frame: RefObject<HTMLDivElement | null>;
  document: FlowDocument;
  places: ReadonlyMap<string, Point>;
  isPending: boolean;
  /** How the engine has drawn it, once it has. */
  layout: unknown;
  /** The node that stays where it is seen when the flow is arranged anew. */
  anchor: string | undefined;
}

/** By how much a piece of a length has to move to lie inside. */
function inside(start: number, end: number, length: number): number {
  if (start < MARGIN) return MARGIN - start;
  return end > length - MARGIN ? Math.max(MARGIN - start, length - MARGIN - end) : 0;
}

/** What of the canvas is in sight, and what comes into sight. */
export function useView(options: Options) {
  const { setViewport, getViewport, setCenter, fitBounds, zoomIn, zoomOut } = useReactFlow<
    StepNode,
    StepLine
  >();
  const store = useStoreApi();
  const latest = useRef(options);
  const isBegun = useRef(false);
  const isTouched = useRef(false);
  const fitsNext = useRef(false);

  const view = useMemo(() => {
    const duration = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200);
    const boxOf = (node: FlowNode | undefined): Box | undefined => {
      const at = node && latest.current.places.get(node.id);
      return at && { ...at, ...sizeOf(node) };
    };
    const boxWith = (id: string) => boxOf(findNode(latest.current.document, id));
    const boundsOf = (nodes: readonly FlowNode[]): Box | undefined => {
      const boxes = nodes.flatMap((node) => boxOf(node) ?? []);
      if (boxes.length === 0) return undefined;
      const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
      return {
        x,
        y,
        width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
        height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
      };
    };
    const all = () => boundsOf(latest.current.document.nodes);
    const centre = ({ x, y, width, height }: Box, zoom: number) =>
      void setCenter(x + width / 2, y + height / 2, { zoom, duration: duration() });
    const size = () => {
      const { width, height } = store.getState();
      return { width, height };
    };
    /** The whole where it can be read, a larger flow from its start. */
    const begin = () => {
      const bounds = all();
      const { width, height } = size();
      if (!bounds || width === 0 || latest.current.isPending) return;
      isBegun.current = true;
      const { anchor, document } = latest.current;
      const whole = fitting(bounds, size(), FIT.margin, { min: 0, max: FIT.maxZoom });
      const start = startOf(document);
      const wanted =
        anchor !== undefined && anchor !== document.nodes[0]?.id && anchor !== start?.id
          ? boxWith(anchor)
          : undefined;
      if (whole.zoom >= FIT.minZoom && !wanted) {
        void setViewport(whole);
        return;
      }
      const first = wanted ?? boxOf(start) ?? bounds;
      const top = wanted ? height / 2 - (first.height / 2) * ZOOM : TOOLBAR + 8;
      void setViewport({
        x: width / 2 - (first.x + Math.min(first.width, width) / 2) * ZOOM,
        y: top - first.y * ZOOM,
        zoom: ZOOM,
      });
    };
    return {
      begin,
      /** Somebody has moved it: from now on it is theirs. */
      touch: () => {
        isTouched.current = true;
      },
      /** Brings a card into sight that is not. */
      reveal: (id: string) => {
        const box = boxWith(id);
        if (!box || !isBegun.current) return;
        isTouched.current = true;
        const { x, y, zoom } = getViewport();
        const { width, height } = size();
        const [left, top] = [box.x * zoom + x, box.y * zoom + y];
        const [right, bottom] = [left + box.width * zoom, top + box.height * zoom];
        const isFar = right < 0 || bottom < 0 || left > width || top > height;
        const by = { x: inside(left, right, width), y: inside(top, bottom, height) };
        if (isFar) centre(box, zoom);
        else if (by.x !== 0 || by.y !== 0)
          void setViewport({ x: x + by.x, y: y + by.y, zoom }, { duration: duration() });
      },
      zoom: (by: "in" | "out") => void (by === "in" ? zoomIn : zoomOut)({ duration: duration() }),
      fit: () => {
        const bounds = all();
        const { minZoom: min, maxZoom: max } = store.getState();
        if (bounds) void setViewport(fitting(bounds, size(), 0.08, { min, max }), { duration: duration() });
      },
      /** As soon as everything lies elsewhere. */
      fitSoon: () => {
        fitsNext.current = true;
      },
      zoomTo: (ids: ReadonlySet<string>) => {
        const bounds = boundsOf(latest.current.document.nodes.filter(({ id }) => ids.has(id)));
        if (!bounds) return;
        if (ids.size === 1) centre(bounds, CLOSE);
        else void fitBounds(bounds, { padding: 0.2, duration: duration() });
      },
      middleOfScreen: (): Point => {
        const box = latest.current.frame.current?.getBoundingClientRect();
        return { x: (box?.left ?? 0) + (box?.width ?? 0) / 2, y: (box?.top ?? 0) + (box?.height ?? 0) / 3 };
      },
    };
  }, [setViewport, getViewport, setCenter, fitBounds, zoomIn, zoomOut, store]);

  // Arranged anew: what one looks at stays where it is on the screen.
  const { places, anchor, isPending } = options;
  useLayoutEffect(() => {
    const before = latest.current;
    latest.current = options;
    const was = anchor === undefined || before.isPending ? undefined : before.places.get(anchor);
    const is = anchor === undefined ? undefined : places.get(anchor);
    if (
      before.anchor !== anchor ||
      !was ||
      !is ||
      !isBegun.current ||
      before.document.canvas !== options.document.canvas
    )
      return;
    if (was.x === is.x && was.y === is.y) return;
    const { x, y, zoom } = getViewport();
    void setViewport({ x: x + (was.x - is.x) * zoom, y: y + (was.y - is.y) * zoom, zoom });
  });
  const { layout } = options;
  const known = useRef(layout);
  useEffect(() => {
    const isFirstLayout = known.current === null && layout !== null;
    known.current = layout;
    if (!isBegun.current || (isFirstLayout && !isTouched.current)) view.begin();
    else if (fitsNext.current) {
      fitsNext.current = false;
      view.fit();
    }
  }, [places, layout, isPending, view]);
  return view;
}
