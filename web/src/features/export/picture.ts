/** Pictures of the map as files. */
import type { Tree } from "@/api/types";
import { exporting as t } from "@/app/strings/exporting";
import { strings } from "@/app/strings";
import { columnOf } from "@/features/flow/map/column";
import { layoutOf } from "@/features/flow/map/layout";
import { measureText } from "@/features/flow/map/measure";
import { svgOf, type MapPicture } from "@/features/flow/map/svg";
import { isOrdered } from "@/flow-model/kinds";
import { startOf } from "@/flow-model/links";

/** Pixels of the picture for one of the map. */
const SCALE = 2;
/** What browsers draw without giving up. */
const MOST_SIDE = 16_384;
const MOST_PIXELS = 100_000_000;

export async function pictureOf(flow: Tree): Promise<MapPicture> {
  const document = flow.tree_structure;
  const isIdea = flow.tree_type === "impact";
  // A checklist has no map of its own to show: its steps are drawn below each other.
  const layout = isOrdered(document.kind) ? await columnOf(document) : await layoutOf(document);
  return svgOf(layout, {
    title: flow.name,
    subtitle: t.picture.subtitle(flow.tree_type, strings.common.size(document)),
    start: startOf(document)?.id,
    words: {
      start: t.picture.start,
      untitled: t.picture.untitled,
      types: isIdea ? { ...strings.common.nodeTypes, solution: t.picture.idea } : strings.common.nodeTypes,
    },
    widthOf: measureText(),
  });
}

export const svgFile = ({ svg }: MapPicture) => new Blob([svg], { type: "image/svg+xml" });

/** By how much a picture of this size can be enlarged. */
export function scaleFor({ width, height }: { width: number; height: number }): number {
  return Math.min(SCALE, MOST_SIDE / width, MOST_SIDE / height, Math.sqrt(MOST_PIXELS / (width * height)));
}

/** The picture as pixels, and whether it had to be made smaller. Null where the browser cannot draw it. */
export async function pngFile(picture: MapPicture): Promise<{ file: Blob; isSmaller: boolean } | null> {
  const scale = scaleFor(picture);
  const canvas = document.createElement("canvas");
  canvas.width = Math.floor(picture.width * scale);
  canvas.height = Math.floor(picture.height * scale);
  const image = new Image();
  // A data: address, as the security policy allows images from no blob:.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.svg)}`;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const file = await new Promise<Blob | null>((take) => canvas.toBlob(take, "image/png"));
  return file && { file, isSmaller: scale < SCALE };
}
